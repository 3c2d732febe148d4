"""What the papers say beside the lesson's own words."""

from __future__ import annotations

from devices import Message

DOTS = "......"

SAFETY = Message("papers.safety", "Safety")
TEACHER_SHEET = Message("papers.teacher_sheet", "Teacher sheet")
NAME_AND_CLASS = Message("papers.name_and_class", "Names: .............................. Class: ..........")
MINUTES = Message("papers.minutes", "{minutes} min")
NEW_WORD = Message("papers.new_word", "New word")
POINTS = Message("papers.points", "points: {points}")
TOTAL = Message("papers.total", "Points in all: ...... of {points}")
LAW = Message("papers.law", "The law ({project})")
TYPE = Message("papers.type", "Type into the terminal:")
READ = Message("papers.read", "Write down what comes out:")
OUT_OF_RUN = Message("papers.out_of_run", "What comes out of run {number}:")
OUT_OF = Message("papers.out_of", "What comes out:")
ANSWER = Message("papers.answer", "Answer: {answer}")
SAY = Message("papers.say", "Say and do")
TROUBLE = Message("papers.trouble", "What goes wrong")
PRODUCT = Message("papers.product", "Pupils hand in")
TASK = Message("papers.task", "Task")
EQUIPMENT = Message("papers.equipment", "Equipment")
IN_CLASS = Message("papers.in_class", "In the classroom")
CHANGE = Message(
    "papers.in_class.change",
    "In the practice pupils press “Change my law”, write, and press “Run”. The numbers stand under “Lesson”.",
)
IN_CLASS_STEPS = (
    Message(
        "papers.in_class.open",
        "Type `highland classroom --lesson {id}`. The teacher's page opens: type the PIN from the window.",
    ),
    Message(
        "papers.in_class.join",
        "“Show on the projector” shows the address and the class word. Pupils open it, choose a nickname and type the"
        " word.",
    ),
    Message(
        "papers.in_class.start",
        "Press “Start the lesson”. “Next stage” goes on: press it at the minutes below. Each task says which step it is"
        " on the pupils' pages.",
    ),
    Message(
        "papers.in_class.run",
        "Pupils write the prediction and press “Write it down”. Only then “Run this” runs: a run takes a few seconds.",
    ),
    CHANGE,  # where pupils change one
    Message("papers.in_class.answers", "“Answers” shows what was written beside what is expected: click the points."),
    Message(
        "papers.in_class.collect",
        "At the end press “Collect”. Marks come by themselves; then press “Table (CSV)” or “Printed pages”.",
    ),
)
STEP = Message("papers.step", "step {step} on the pupils' pages")
LINES_OF_TIME = Message("papers.lines_of_time", "{from_min} to {to_min} min")
MARGIN = Message("papers.margin", "A number may be off by {percent:.0f} %.")
SIMULATED = Message("papers.simulated", "SIM: every number here is computed; nothing was measured on a real device.")
NEXT = Message("papers.next", "Next")
BACK = Message("papers.back", "Back")

STATE = Message("papers.state", "State at the end")
WHY = Message("papers.why", "Reason at the end")
CHANGES = Message("papers.changes", "How often the state changed")
SWITCHED = Message("papers.switched", "How often it was switched: {name}")
FIRST = Message("papers.first", "Seconds until the state {name}")
NEVER = Message("papers.never", "never")

# The national form: Công văn 5512/BGDĐT-GDTrH, Phụ lục IV, 18/12/2020. The English is for readers of English only.
SCHOOL = Message("form.school", "School: {name}")
GROUP = Message("form.group", "Group: {name}")
TEACHER = Message("form.teacher", "Teacher: {name}")
LESSON_NAME = Message("form.lesson", "LESSON: {title}")
SUBJECT = Message("form.subject", "Subject or educational activity: {subject}; class: {grades}")
PERIODS = Message("form.periods", "Time: {periods} period ({minutes} minutes)")
OBJECTIVES = Message("form.objectives", "I. Objectives")
KNOWLEDGE = Message("form.knowledge", "1. Knowledge")
COMPETENCES = Message("form.competences", "2. Competences")
QUALITIES = Message("form.qualities", "3. Qualities")
NOT_COMPARED = Message("form.not_compared", "Required outcomes: not compared with the curriculum yet.")
COMPARED = Message("form.compared", "Required outcomes: compared with the curriculum by a teacher.")
DEVICES = Message("form.devices", "II. Teaching equipment and materials")
COURSE = Message("form.course", "III. Course of the lesson")
ACTIVITIES = {
    "opening": Message("form.opening", "1. Activity 1: Opening, what the problem is"),
    "new_knowledge": Message("form.new_knowledge", "2. Activity 2: Forming new knowledge, solving the problem"),
    "practice": Message("form.practice", "3. Activity 3: Practice"),
    "application": Message("form.application", "4. Activity 4: Application"),
}
WITH_MINUTES = Message("form.with_minutes", "{activity}: {title} ({minutes} minutes)")
OBJECTIVE = Message("form.objective", "a) Objective")
CONTENT = Message("form.content", "b) Content")
PRODUCTS = Message("form.product", "c) Product")
ORGANIZATION = Message("form.organization", "d) Organization")
QUESTION = Message("form.question", "Question of the lesson: {question}")
STEPS = (
    Message("form.step.give", "The task is given: the teacher shows the task and hands out the sheets."),
    Message("form.step.do", "The task is done: pupils work in pairs; the teacher watches and helps."),
    Message("form.step.report", "Report and discussion: two pairs report; the others compare and add."),
    Message("form.step.conclude", "Conclusion: the teacher concludes and marks."),
)
