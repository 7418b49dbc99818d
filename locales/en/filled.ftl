# Templates that fill themselves: forms of the model, on pages and on paper.

forms = Templates
forms-title = Templates: { $name }
forms-lead = What we know already is filled in, with source and date. You can save at any time and go on another day.
forms-lead-read = The templates that have been shown to you.
forms-none = The model of the round has no templates.
seen-forms = your own organisation. Others see only the templates you show them.

head-form = Template
head-form-use = Used in

form-used-before = before: { $step }
form-used-after = after: { $step }
form-not-begun = not begun
form-begun = begun
form-finished-on = finished { $day }
form-missing-n =
    { $n ->
        [one] { $shown } answer missing
       *[other] { $shown } answers missing
    }

form-is-new = Nobody has written anything yet. What we know already is filled in: check it, write the rest and save.
form-not-begun-yet = Nobody has written anything yet.
form-is-draft =
    { $n ->
        [one] It is a draft: { $shown } answer is missing.
       *[other] It is a draft: { $shown } answers are missing.
    }
form-nothing-missing = Nothing is missing. Mark the template as finished when you are content.
form-is-finished = The template has been finished since { $day }.
form-missing = This is missing

form-save = Save
form-save-finish = Save and mark as finished
form-markdown = In the large boxes you can write with simple signs: a line that begins with - becomes a bullet, # before a line makes it a heading, **like this** becomes bold and [text](https://address) becomes a link. A new line stays a new line.
form-words = About { $n } words are enough.
form-known = What we know now: { $said }. { $source }
form-nothing-known = There is nothing to fetch here yet.
form-not-answered = Not answered.
form-women = { $name }: women
form-men = { $name }: men
form-others = { $name }: others
form-others-hint = One name on each line.
form-table-hint = Empty a row to take it away.
form-more-rows = Save and add a row to “{ $name }”

form-pdf = Download as PDF
form-slides = Download slides (PDF)
form-docx = Download as a document (DOCX)

form-reopen = Open the template again
form-reopen-lead = Then it can be changed, and it does not count as finished until you mark it again.
form-show = Who can see the template
form-show-lead = What is fetched by itself, for example from the self-assessment, is shown only to those who may see it there as well.

said-form-saved = What you have written is saved.
said-form-finished = The template is saved and marked as finished.
said-form-reopened = The template is open again.
said-form-shown = Who can see the template is changed.
form-reopen-shown = The template is shown to { $who }. What you change is seen there at once. Withdraw it first if you do not want that.
form-row = Row { $row }
form-drop-row = Remove the row
form-drop-row-name = Remove the row: row { $row }, { $name }
seen-forms-others = those to whom the organisation has shown each template.
said-form-saved-withdrawn = What you have written is saved. The template was published: now everybody in the round and the organiser can read it, but no longer everybody.
said-form-reopened-withdrawn = The template is open again. It was published: now everybody in the round and the organiser can read it, but no longer everybody.
form-reopen-published = The template is published. Once you open it again only the round and the organiser can read it, and what you change is seen there at once.
