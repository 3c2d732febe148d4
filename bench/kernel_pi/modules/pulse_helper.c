// SPDX-License-Identifier: MIT
/*
 * Stands for the helper program with which Blinka times pulses, which is an ARM program: the same words on its command
 * line, the same questions and answers on the message queue, the same hold on the line. Only what a DHT sensor needs.
 *
 * pulse_helper --pulses N --queue KEY [-i] gpiochipC LINE
 */
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <time.h>
#include <unistd.h>

#define MOST 256
#define LISTENS_NS 50000000LL	/* an answer of a DHT takes 5 ms */

struct question { long type; char text[64]; };
enum { TO_US = 1, TO_PYTHON = 2 };

static int queue, line;
static unsigned int pulses[MOST], kept, most = 2;

static long long now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void say(const char *text)
{
	struct question answer = { .type = TO_PYTHON };

	strncpy(answer.text, text, sizeof(answer.text) - 1);
	msgsnd(queue, &answer, strlen(answer.text), 0);
}

static void say_number(int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", number);
	say(text);
}

static int hold(const char *chip, int offset)
{
	struct gpio_v2_line_request ask = { .num_lines = 1, .consumer = "libgpiod_pulsein" };
	char path[64];
	int device;

	snprintf(path, sizeof(path), "/dev/%s", chip);
	device = open(path, O_RDWR);
	ask.offsets[0] = offset;
	ask.config.flags = GPIO_V2_LINE_FLAG_INPUT;
	if (device < 0 || ioctl(device, GPIO_V2_GET_LINE_IOCTL, &ask) < 0)
		return -1;
	close(device);
	return ask.fd;
}

static void make(unsigned long long flags)
{
	struct gpio_v2_line_config config = { .flags = flags };	/* an output begins low */

	ioctl(line, GPIO_V2_LINE_SET_CONFIG_IOCTL, &config);
}

static int level(void)
{
	struct gpio_v2_line_values values = { .mask = 1 };

	ioctl(line, GPIO_V2_LINE_GET_VALUES_IOCTL, &values);
	return values.bits & 1;
}

static void keep(unsigned int us)
{
	if (kept == most)
		memmove(pulses, pulses + 1, --kept * sizeof(*pulses));
	pulses[kept++] = us;
}

static void trigger_and_listen(int low_us)
{
	long long until, edge = 0, now;
	int before = 1;

	make(GPIO_V2_LINE_FLAG_OUTPUT);
	for (until = now_ns() + low_us * 1000LL; now_ns() < until; )
		;
	make(GPIO_V2_LINE_FLAG_INPUT);
	for (until = now_ns() + LISTENS_NS; (now = now_ns()) < until; ) {
		if (level() == before)
			continue;
		before = !before;
		if (edge)
			keep((now - edge) / 1000);
		edge = now;
	}
}

static void answer(const char *asked)
{
	int index = atoi(asked + 1);

	if (asked[0] == 't')
		trigger_and_listen(index);
	else if (asked[0] == 'c')
		kept = 0;
	else if (asked[0] == 'l')
		say_number(kept);
	else if (asked[0] == 'i')
		say_number(index >= 0 && (unsigned int)index < kept ? (int)pulses[index] : -1);
	else if (asked[0] == '^') {
		say_number(kept ? (int)pulses[0] : -1);
		if (kept)
			memmove(pulses, pulses + 1, --kept * sizeof(*pulses));
	}
}

int main(int n, char **words)
{
	int i, key = 0;

	for (i = 1; i < n - 1; i++) {
		if (!strcmp(words[i], "--pulses"))
			most = atoi(words[i + 1]);
		if (!strcmp(words[i], "--queue"))
			key = atoi(words[i + 1]);
	}
	if (n < 3 || most < 1 || most > MOST || (queue = msgget(key, 0)) < 0)
		return 1;
	line = hold(words[n - 2], atoi(words[n - 1]));
	if (line < 0) {
		perror("Unable to request line");
		return 1;
	}
	say("!");
	for (;;) {
		struct question asked = { 0 };

		if (msgrcv(queue, &asked, sizeof(asked.text) - 1, TO_US, 0) < 0)
			return 0;	/* the queue is gone, and with it the program that asks */
		answer(asked.text);
	}
}
