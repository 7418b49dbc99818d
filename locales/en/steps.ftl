# The steps: what is done in each, by whom, by when, and what shows it.

steps = The steps
steps-title = The steps of { $name }
steps-lead = What is done in each step of { $round }. The steps and the tasks come from the model: { $model }.
steps-here = This is where you are now
seen-work = the organisation itself and the mentors of its group. The organiser sees only how many tasks are done.

head-step = Step
head-settled = Done
head-at-it = Begun
head-task = Task
head-owner = Who sees to it
head-evidence = Evidence

step-kind-meeting = meeting
step-kind-home = work at home
step-kind-course = course
step-unconfirmed = Unconfirmed: { $note }
step-to-meeting = Go to the meeting page
step-previous = Previous step: { $name }
step-next = Next step: { $name }
step-before-meeting = Before the meeting
step-during-meeting = At the meeting
step-after-meeting = After the meeting
step-before-home = At the beginning
step-during-home = Along the way
step-after-home = At the end
step-before-course = Before the course
step-during-course = During the course
step-after-course = After the course
step-others = What others do in this step
step-outcomes = When the step is done
step-material = Material

tally-nothing = nothing for those who take part
tally-settled = { $n } of { $all } done
tasks-late =
    { $n ->
        [one] { $shown } task is late
       *[other] { $shown } tasks are late
    }
task-fills = Fills in: { $name }
task-handed-in = File handed in for the meeting { $day }
task-template = The template: { $state }
task-template-begun = { $n } of { $all } required answers
task-template-finished = finished
head-file-handed-in = File handed in for the meeting
head-template = The template

home-loop = The work at home is a cycle: if it did not turn out as you thought, go back a step and try something else, and when you have finished begin again with the next problem. The questions are for discussion; you do not answer them here.
home-phase = { $phase }: { $asks }

work-how = How far you have come
work-tick = Mark as done
work-tick-name = Mark as done: { $text }
work-by-model = Last day by the model
field-work-state-hint = “Looked at but not done” is an honest answer, and better than ticking it off.
field-work-why = Why it is not relevant
field-work-why-hint = Write here only if you have chosen “not relevant for us”.
field-work-due = Your own last day
field-work-due-hint = Leave it empty, and the model’s day holds: { $day }.
field-work-due-hint-none = The model has no day for this.
said-work-saved = It is saved.

evidence-none = There is no evidence here yet.
evidence-hidden = a document that is not shown to you
evidence-form-hidden = a template that is not shown to you
evidence-no-documents = You have no files to choose from yet.
evidence-attach = Attach a file on the organisation’s page
evidence-add = Add evidence
evidence-add-document = Add the document
evidence-add-link = Add the link
evidence-add-figure = Add the key figure
evidence-add-decision = Add the decision
evidence-part-document = A document
evidence-part-link = A link
evidence-part-figure = A key figure
evidence-part-decision = A decision
evidence-lead-document = One of the organisation’s files. It is seen by those it is shown to, and nobody else.
evidence-lead-link = A page on the web.
evidence-lead-figure = A key figure in Kolada.
evidence-lead-decision = Something that was decided.
field-evidence-url = Address
field-evidence-title = What the page is called
field-evidence-kpi = The code of the key figure
field-evidence-kpi-hint = For example N15428. The code is shown on the key figure’s page.
field-evidence-year = Year
field-evidence-year-hint = Leave it empty for the newest.
field-evidence-decision = What was decided
field-evidence-reference = Reference number or minute item
field-evidence-reference-hint = For example KS 2026/12 § 4.
said-evidence-added = The evidence is added.
said-evidence-removed = The evidence is removed. You can undo that in the history.

todo-work = { $text } ({ $step })
todo-unowned =
    { $n ->
        [one] Decide who is responsible for { $shown } task: { $step }
       *[other] Decide who is responsible for { $shown } tasks: { $step }
    }

progress-work = Work at hand
task-assess-apart = In Jämsides you first answer individually. At the meeting you agree on a joint answer.
task-fill-in = Open: { $name }
year-in = { $name } in { $round }
year-assessment = Self-assessment
material-at-meeting = { $name } (handed out by whoever leads the meeting)
material-asked-for = { $name } (handed out by whoever runs the round)
unconfirmed-in-model = Unconfirmed in the model ({ $shown })
