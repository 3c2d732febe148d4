# A robot that drives with the arrow keys of a window, and a bell by a timer of pygame.
import os

os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
import pygame
from gpiozero import LED, Robot

robot, lamp = Robot(left=(7, 8), right=(9, 10)), LED(17)
pygame.init()
window = pygame.display.set_mode((240, 120))
letters = pygame.font.Font(None, 36)
clock = pygame.time.Clock()
BELL = pygame.USEREVENT + 1
pygame.time.set_timer(BELL, 1500, 2)
frames, goes_on = 0, True
while goes_on:
    frames += 1
    if frames in (40, 80):  # as if somebody pressed a key
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key={40: pygame.K_UP, 80: pygame.K_ESCAPE}[frames]))
    for event in pygame.event.get():
        if event.type == BELL:
            lamp.toggle()
            print("bell at", pygame.time.get_ticks() // 100 / 10)
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_UP:
            robot.forward()
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            goes_on = False
    window.fill((0, 0, 0))
    window.blit(letters.render(str(frames), True, (255, 255, 255)), (10, 10))
    pygame.display.flip()
    clock.tick(20)
robot.stop()
print(frames, "frames, then", pygame.event.wait(500).type == pygame.NOEVENT)
