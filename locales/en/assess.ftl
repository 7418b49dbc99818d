# The self-assessment: apart, together, the staff, the questions about the answers.

assess-title = Self-assessment of { $name }
assess-lead = First each of you answers alone. Those who have handed in see each other's answers, and at the meeting you agree on a joint one.
assess-rests = No answers are taken here at the moment: the round accepts none, or you no longer take part.
assess-occasions = Occasions
assess-until = answer by { $day }
assess-no-day = no day is set
assess-begun = begun
assess-not-begun = not begun
assess-handed-on = handed in { $day }
assess-team-handed = { $n } of { $all } have handed in
assess-waits-names = Waiting for { $names }.
assess-waits-count = Waiting for { $n } of { $all }. Who they are is shown once you have handed in your own answers.
assess-task-agreed = The joint answer to the self-assessment, agreed { $day }: { $names }
assess-task-kind = self-assessment
assess-agreed-on = agreed { $day }
assess-draft = draft
assess-head-mine = Own answers
assess-head-team = The team
assess-head-joint = Joint answer
assess-head-level = Level
assess-head-comment = Comment
assess-head-means = What it looks like
assess-levels = What each level means
assess-to-own = My own answers
assess-to-joint = The joint answer
assess-to-staff = Ask the staff
assess-questions-open =
    { $n ->
        [one] { $shown } question to answer
       *[other] { $shown } questions to answer
    }
assess-questions =
    { $n ->
        [one] { $shown } question about the answers
       *[other] { $shown } questions about the answers
    }

assess-own-title = My answers before { $step }
assess-own-lead = Answer as you see it yourself. Nobody else sees the answers until you hand them in, and you can save as often as you like.
assess-own-handed = You handed in your answers on { $day }.
assess-take-back = Take back my answers
assess-take-back-lead = You can take them back until somebody else of the team hands in or you begin the joint answer.
assess-open = Items that are unanswered
assess-open-sheet = { $name }: none of { $n } items is answered
assess-own-late = The team has already agreed on its answer, so it is too late to answer for yourself.
assess-sheet = { $name }: { $n } of { $all } items answered
assess-new-sheet = Add: { $part }
assess-committee = Committee or administration
assess-committee-hint = Write the name as you usually write it.
assess-comment = Comment: { $name }
assess-unanswered = Will answer later
assess-unanswered-yet = no answer yet
assess-not-answered = not answered
assess-unknown = Do not know
assess-unknown-short = does not know
assess-save = Save without handing in
assess-mine = My answers
assess-hand-in = Hand in my answers
assess-hand-in-anyway = Hand in anyway
assess-hand-in-lead-stays = Once you have handed in, the others of the team see your answers with your name, and you see theirs. Others have handed in already or begun the joint answer, so you cannot take the answers back then.
assess-hand-in-lead = Once you have handed in, the others of the team see your answers with your name, and you see theirs. You can take the answers back until somebody else hands in or you begin the joint answer.
assess-missing =
    { $n ->
        [one] { $shown } item is not answered. You can hand in all the same.
       *[other] { $shown } items are not answered. You can hand in all the same.
    }

assess-status = May you call yourselves a model?
assess-status-lead = This is what the rules of the model say of the latest joint answer. Nobody outside has tested it.
verdict-met = yes
verdict-cannot-tell = cannot tell yet
verdict-not-met = not yet

assess-questions-title = Questions about the answers before { $step }
assess-questions-lead = A high answer with little behind it, or a difference that grows in the figures, raises a question. It is not a criticism. Your answer stays with the self-assessment.
assess-questions-none = There are no questions about these answers.
assess-questions-caption = Questions and answers
assess-grown = { $kpi }: the difference between women and men was { $then } in { $from } and { $now } in { $to }
assess-signed = { $name }, { $day }
assess-reply = Answer
assess-reply-all = Answer all at once
assess-reply-again = Change the answer

joint-title = Joint answer before { $step }
joint-draft = This is a draft. Go through the items together and mark when you agree.
joint-agreed = Agreed { $day }: { $names }.
joint-team = Who has handed in
joint-has-handed = handed in
joint-has-not-handed = not handed in
joint-apart = The others' answers are shown once you have handed in your own. That way you answer independently.
joint-nobody-said = Nobody has handed in an answer to this item.
joint-talk = You see this differently. Tell each other what you have in mind before you decide.
joint-disagree = differs: { $said }
joint-since = Compared with { $title }, { $day }.
joint-since-other = “{ $name }” was made then. Only the same question on the same scale counts as movement.
joint-moved = { $how } from { $before }
joint-near = Then: “{ $name }” at level { $level }. { $why }
joint-items = The items
joint-walk = Go through the items
joint-to-agree = To “We agree”
joint-back-agree = Back to the joint answer, to agree
joint-no-sheet = No committee or administration answers yet.
joint-head-apart = Individually
joint-head-staff = The staff
joint-head-since = Since last time
joint-head-evidence = Evidence
joint-evidence =
    { $n ->
        [one] { $shown } piece of evidence
       *[other] { $shown } pieces of evidence
    }
joint-sum = The sum is { $n }.
joint-new-sheet = Add
joint-new-sheet-later = The answer is settled. You can add one more committee or administration if you open the answer again, or before the next occasion.
joint-previous = Previous item: { $name }
joint-next = Next item: { $name }
joint-comment-hint = What in daily life makes you set that level?
joint-agree = We agree
joint-agree-lead = Tick those who agree. Then the answer is settled, and can be shown to others. A high level with nothing to show for it raises a question. Your mentor, too, sees the question and the level.
joint-would-ask =
    { $n ->
        [one] If you agree now we ask about { $shown } item. Feel free to add what shows the level first.
       *[other] If you agree now we ask about { $shown } items. Feel free to add what shows the levels first.
    }
joint-would-ask-little = { $name }: “{ $level }”, with no evidence
joint-would-ask-grows = { $name }: “{ $level }”, and the difference grows in the figures
joint-reopen = Open the answer again
joint-reopen-lead = The answer becomes a draft again, and others no longer see it.
joint-show = Who can see the answer
joint-show-go = Change who can see it

staff-title = Ask the staff before { $step }
staff-lead = The staff answers the same items without names, by a link that you share. The answers are shown only together, once at least five have answered and you have closed the form.
staff-answered = Have answered
staff-under-five = fewer than five
staff-is-open = open to the staff
staff-is-closed = closed
staff-open = Open and get a link
staff-open-anew = Change to a new link
staff-close = Close to new answers
staff-close-lead = Close when everybody has had time to answer. If at least five have, the answers are shown, and it cannot be opened again: one more answer would tell what the last one said.
staff-strategist = It is your strategist who opens and closes.
staff-sums = What the staff answered
staff-sums-later = The answers are shown once you have closed the form.
staff-too-few = fewer than five answers
staff-address = The link to the staff
staff-address-lead = Copy the link now: it is shown only this once. Everybody who has it can answer, without signing in. When you make a new link the old one stops working.
staff-form-title = How is it where you work? { $name }
staff-form-lead = You answer without a name. Answer once only, and only what you want to.
staff-form-about = The questions come from { $instrument }.
staff-send = Send my answers
staff-thanks-lead = Thank you. Your answer is saved together with the others', without a name.

seen-assess-team = those of you who make the self-assessment. Others see the joint answer when you show it.
seen-assess-shown = those the organisation has shown the answers to, and the group's mentors.
seen-assess-own = those of you who make the self-assessment in the organisation.
seen-assess-handed = you and the others of the team.
seen-assess-questions = the organisation itself and the mentors of its group.
seen-staff = nobody. Your answer is never shown by itself.

said-assessed = Your answers are saved. They are not handed in yet.
said-assess-handed = Your answers are handed in.
said-assess-taken-back = Your answers are back with you. Nobody else sees them.
said-joint-saved = The answer is saved.
said-joint-agreed = The answer is settled.
said-joint-reopened = The answer is a draft again.
said-joint-shown = Who can see the answer is changed.
said-question-answered = Your answer is saved.
said-staff-closed = The staff's answers are closed.
said-staff-thanks = Your answer is sent.

todo-assess = Make the self-assessment for yourself: { $step }
todo-agree = Agree on the joint answer: { $step }
todo-questions =
    { $n ->
        [one] Answer { $shown } question about the self-assessment: { $step }
       *[other] Answer { $shown } questions about the self-assessment: { $step }
    }
assess-sheets-not-begun = Not begun: { $names }.
joint-save-next = Save and go to the next item
joint-save-agree = Save and go to “We agree”
staff-anew-lead = The old link stops working at once. The answers that have come in remain.
staff-closed-few = Fewer than five have answered, so the answers are not shown. You can open again.
assess-grown-named = { $title }, { $place }: the difference between women and men was { $then } ({ $from }) and is now { $now } ({ $to })
todo-not-shown =
    { $n ->
        [one] Remind one who has not shown the joint answer yet: { $where }
       *[other] Remind { $shown } who have not shown their joint answers yet: { $where }
    }
todo-not-shown-where = { $group }, { $step }
todo-unanswered =
    { $n ->
        [one] Follow up { $shown } unanswered question about the self-assessment: { $step }
       *[other] Follow up { $shown } unanswered questions about the self-assessment: { $step }
    }
progress-joints = Joint answers
progress-joint-shown = { $step }: shown
progress-joint-hidden = { $step }: not shown yet
progress-unanswered =
    { $n ->
        [one] { $step }: { $shown } unanswered question
       *[other] { $step }: { $shown } unanswered questions
    }
staff-rest = other answers together: { $n } (one of them was given by fewer than 3)
staff-all-together = { $n } answers, too few at some level to be shown one by one
