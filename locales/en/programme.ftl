# See common.ftl. Texts of the pages about the programme: models, permissions, personal data. Swedish: ../sv/programme.ftl.

# Models
nav-models = Models
models-heading = The models for benchmarking gender equality
models-lead = A model says who takes part, on which conditions, in which steps and by when. Here are the models from 2017 until today, what has changed between them, and the self-assessments, the CEMR Charter and the checklists that go with them.
models-unconfirmed-means = We have written the models in our own words from what is public. Where we could not confirm something it says Unconfirmed, and what that is about.
models-all = All models
models-generations = The models
models-caption = The models in short, the newest first
models-name = Model
models-period = Period
models-length = Length
models-months = { $n ->
    [one] { $shown } month
   *[other] { $shown } months
}
models-steps = Steps
models-steps-count = { $n ->
    [one] { $shown } step
   *[other] { $shown } steps
}
models-meetings = Meetings
models-meetings-count = { $n ->
    [0] no meetings
    [one] { $shown } of them a meeting
   *[other] { $shown } of them meetings
}
models-instrument = Self-assessment
models-unconfirmed = { $n ->
    [one] { $shown } thing in the parts of the model is unconfirmed and marked where it stands.
   *[other] { $shown } things in the parts of the model are unconfirmed and marked where they stand.
}
models-changed-since = What has changed since { $name }
models-changed-until = What changed to { $name }
models-choose = Compare two
models-choose-lead = Choose two of the same kind to see what has come, gone and changed from the one to the other.
models-from = From
models-to = To
models-compare-button = Show what differs
models-forms = The templates
models-forms-lead = What participants write along the way: where they stand, presentations, plans and the final report. The templates can be read here; they are filled in under The steps.
models-fields = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
models-instruments = The self-assessments
models-instruments-lead = Participants assess together how far they have come. Each item describes what things look like at each level.
models-items = { $n ->
    [one] { $shown } item
   *[other] { $shown } items
}
models-scale = level { $from } to { $to }
models-mappings = How the self-assessments relate
models-mappings-lead = If you have made an older self-assessment you see here what can be compared with a newer one, item by item, and what cannot.
models-levels-can = Levels can be compared where the question is the same.
models-levels-cannot = Levels cannot be compared.
models-same = { $n ->
    [0] no question is the same
    [one] { $shown } question is the same
   *[other] { $shown } questions are the same
}
models-near = { $n ->
    [0] none has the same subject but another question
    [one] { $shown } has the same subject but another question
   *[other] { $shown } have the same subject but another question
}
models-none = { $n ->
    [0] none is without a counterpart
    [one] { $shown } has no counterpart
   *[other] { $shown } have no counterpart
}
models-charters = The CEMR Charter
models-charters-lead = The European Charter for Equality of Women and Men in Local Life, which many municipalities and regions have signed.
models-articles = { $n ->
    [one] { $shown } article
   *[other] { $shown } articles
}
models-decisions = Checklists for equal decisions
models-decisions-lead = Questions to ask before a decision is taken, or while the document for it is written.
models-for-elected = for elected representatives
models-for-officers = for case officers
models-questions = { $n ->
    [one] { $shown } question
   *[other] { $shown } questions
}

# One of them
model-unconfirmed = { $n ->
    [one] { $shown } thing further down the page is unconfirmed and marked with the word Unconfirmed.
   *[other] { $shown } things further down the page are unconfirmed and marked with the word Unconfirmed.
}
model-organisations = Who can take part
model-municipalities = municipalities
model-regions = regions
model-others = other organisations
model-based-on = Based on
model-source = Source
model-id = Id
model-version = version { $version }, content { $content }
model-from = From
model-to = To
model-used-by = Used in
model-mappings = Compared with others
model-word-by-word = What differs, word by word
model-steps = The steps
model-steps-lead = First the whole course in a table, then each step by itself: why it is there, what is done before, during and after, and by whom.
model-items = The items
model-items-lead = Each row is an item. The columns describe what one would see in the organisation at each level.
unconfirmed = unconfirmed
remark-unconfirmed = Unconfirmed: { $text }
remark-other = Remark: { $text }
step-caption = The steps in order
step-name = Step
step-kind = Kind
step-who = Who takes part
step-deadlines = Deadlines
step-meeting = Meeting
step-group = Meeting of the group
step-all = Meeting of all groups
step-home = Work at home
step-course = Course
step-days-before = { $n ->
    [one] { $shown } day before
   *[other] { $shown } days before
}
step-days-during = { $n ->
    [one] day { $shown }
   *[other] day { $shown }
}
step-days-after = { $n ->
    [one] { $shown } day after
   *[other] { $shown } days after
}
item-caption = The items by level.
item-name = Item
pair-caption = The items of the one self-assessment and their counterparts in the other
pair-relation = Can they be compared?
pair-why = Why
pair-same = comparable
pair-same-not = the same question, but levels cannot be compared
pair-near = not comparable
pair-none = no counterpart

# What changed
diff-crumb = What differs
diff-changes = { $n ->
    [one] { $shown } thing differs
   *[other] { $shown } things differ
}
diff-added = { $n ->
    [one] { $shown } has come
   *[other] { $shown } have come
}
diff-removed = { $n ->
    [one] { $shown } has gone
   *[other] { $shown } have gone
}
diff-changed = { $n ->
    [one] { $shown } has changed
   *[other] { $shown } have changed
}
diff-moved = { $n ->
    [one] { $shown } has moved
   *[other] { $shown } have moved
}
diff-mapping = The self-assessments item by item
diff-other-way = The same comparison the other way round
diff-choose = Compare two others

# What goes wrong there
problem-model-title = We find no such model
problem-model-sentence = No model, self-assessment, charter or checklist has the id “{ $asked }”.
problem-model-advice = Choose one of those below.
problem-unlike-title = The two cannot be compared
problem-unlike-sentence = “{ $from }” and “{ $to }” are of different kinds, or of a kind that we cannot compare word by word.
problem-unlike-advice = Read each by itself, or choose two of the same kind among the models.

# Who may do what
who-may-title = Who may do what
who-may-lead = What you may do depends on the role you have in your organisation, and on what others have chosen to show.
who-may-roles = The roles
role-organiser-does = Runs the round, puts groups together and invites. As a rule SKR or a county association.
role-politician-does = An elected representative who takes part for a municipality or region.
role-manager-does = A senior manager who takes part.
role-strategist-does = Holds the organisation's work together and prepares the meetings.
role-key_person-does = A controller, statistician, communicator or somebody else needed for a part of the work.
role-mentor-does = Leads a group and has made the journey in an organisation of its own.
role-mentor_support-does = Backs a new mentor.
role-reader-does = Reads, but does not write.
role-operator-does = Keeps the program running. Sees none of the content by that.
who-may-table = The table
who-may-caption = What each role may do, and how far it reaches
who-may-action = What
who-may-words = How to read the table
who-may-words-1 = “Their own” is what you have made yourself, or the data about you. “Own organisation” is everything your municipality or region owns. “Own group” and “own round” reach to those you work with there, too. “All” has no limit in the role.
who-may-words-2 = A dash means that the role may not. Whoever has several roles may do what any of them gives. A star means that the owner must have shown the piece to you, too.
who-may-gives = Who gives roles

# Personal data
personal-title = Personal data
personal-lead = Have you been invited to take part for your municipality or region? Then we keep your name, how you are reached at work, your role, and when you sign in. Here is why, for how long, and what you can do about it.
personal-what = What we keep about you
personal-what-name = Your name, and your title if you want to give it.
personal-what-contact = Your work e-mail address, your work telephone if you want, and the language you read.
personal-what-role = Your role, for which organisation, from when and until when.
personal-what-signin = Your account, when you signed in and in which browser. Your password is never kept, only something it can be tested against.
personal-what-work = That it was you who wrote or changed something in the work, and when.
personal-what-not = We do not ask for personal identity number, home address, party or sex. Do not write such things about anybody else, either.
personal-what-open = Reading the open pages needs no account, and they set no cookies.
personal-why = Why
personal-why-1 = You should be able to work together with others: know who takes part, reach each other, and see who wrote what.
personal-why-2 = Municipalities and regions work for gender equality as a task in the public interest. That is the legal ground, Article 6(1)(e) of the GDPR. The records of sign-ins are needed for security, Article 32.
personal-why-3 = Only those who need the data see it. Who they are depends on their role:
personal-can = What you can do
personal-can-lead = You need nobody's permission. At “My pages” you can at any time:
personal-can-correct = correct your data
personal-can-export = export everything kept about you, as a file
personal-can-erase = erase your data. It is then overwritten in the history, too. All that remains is that the organisation had somebody in the role.
personal-can-object = You can also object to our processing your data, or ask us to restrict it. Write to whoever answers for it. The address stands at the end of this page.
personal-kept = For how long
personal-kept-caption = How long each kind of data is kept, and on what legal ground
personal-kept-what = Data
personal-kept-long = For how long
personal-kept-ground = Legal ground
personal-kept-backup = Backups made before an erasure still hold the data until the backup is thrown away.
kept-account = Account
kept-assignment = Assignment
kept-ceremony = Invitation and unfinished sign-in
kept-document = Attached file
kept-job = Mail sent
kept-journal = History
kept-organisation = Organisation
kept-person = Name and contact
kept-session = Sign-in
kept-throttle = Counter of attempts
personal-records = What becomes a public record
personal-records-lead = In a municipality or region, what you do here may become a public record that anybody can ask for. This is general guidance. Your registrar knows what applies in your organisation.
noted-account = Your account
noted-assignment = When somebody is given an assignment
noted-document = When you attach a file
noted-organisation = Facts about the organisation
noted-person = Your own data
noted-piece = When you write a piece
noted-visibility = When you show something to others
personal-ask = Whom to ask
personal-ask-who = { $operator } answers for the personal data in this service. Write to
personal-ask-nobody = Whoever runs this service answers for the personal data, but has not given a name here. Ask the person who invited you.
personal-ask-complain = If you think something is wrong you can complain to
personal-ask-imy = the Swedish Authority for Privacy Protection
kept-application = Application
noted-application = When you apply
kept-edition = Edition of a model
noted-edition = The model
kept-feedback = Feedback
noted-feedback = When you give feedback
kept-group = Group
noted-group = When groups are formed
kept-hand_in = Handed-in material
noted-hand_in = When you hand in material
kept-meeting = Meeting
noted-meeting = When a meeting is planned
kept-minutes = Notes
noted-minutes = When you take notes
kept-needs = Needs at a meeting
noted-needs = What you need at a meeting
kept-participation = Participation
noted-participation = When somebody takes part in a round
kept-point = Decision or task
noted-point = Decisions and tasks
kept-poll_answer = Answer about times
noted-poll_answer = When you answer about times
kept-recusal = Conflict of interest
noted-recusal = When somebody declares a conflict of interest
kept-registration = Registration for a meeting
noted-registration = When you register for a meeting
kept-round = Round
noted-round = When a round opens
kept-assessment = Own answers in the self-assessment
noted-assessment = When you make the self-assessment
kept-check_in = Check-in after the round
noted-check_in = When you check in after the round
kept-evaluation_plan = Key figures to evaluate by
noted-evaluation_plan = When you choose key figures to evaluate a round by
kept-filled = Filled-in template
noted-filled = When you fill in a template
kept-idea = Idea
noted-idea = When you write down an idea
kept-improvement = Improvement
noted-improvement = When you work on an improvement
kept-joint_answer = Joint self-assessment
noted-joint_answer = When you settle your joint self-assessment
kept-measurement = Measurement
noted-measurement = When you measure
kept-query = Question about the self-assessment
noted-query = When you are asked about the self-assessment
kept-staff_answer = Staff's answers in the self-assessment
noted-staff_answer = When staff answer the self-assessment
kept-step_work = Work in a step
noted-step_work = When you work on a step
kept-forming = Proposals of groups
noted-forming = When you form groups
kept-forming_rules = Rules for forming groups
noted-forming_rules = When you set rules and wishes for the groups
