# Stegen: vad som görs i varje steg, av vem, till när, och vad som visar det.

steps = Stegen
steps-title = Stegen för { $name }
steps-lead = Vad som är gjort i varje steg av { $round }. Stegen och uppgifterna kommer från modellen: { $model }.
steps-here = Här är arbetet nu
seen-work = organisationen själv och mentorerna i dess grupp. Organisatören ser bara hur många uppgifter som är klara.

head-step = Steg
head-settled = Klart
head-at-it = På gång
head-task = Uppgift
head-owner = Ansvarig
head-evidence = Underlag

step-kind-meeting = träff
step-kind-home = arbete på hemmaplan
step-kind-course = kurs
step-unconfirmed = Obekräftat: { $note }
step-to-meeting = Till träffens sida
step-previous = Föregående steg: { $name }
step-next = Nästa steg: { $name }
step-before-meeting = Före träffen
step-during-meeting = På träffen
step-after-meeting = Efter träffen
step-before-home = I början
step-during-home = Under tiden
step-after-home = I slutet
step-before-course = Före kursen
step-during-course = Under kursen
step-after-course = Efter kursen
step-others = Vad andra gör i steget
step-outcomes = När steget är klart
step-material = Material

tally-nothing = inget för deltagarna att göra
tally-settled = { $n } av { $all } klara
tasks-late =
    { $n ->
        [one] { $shown } uppgift är försenad
       *[other] { $shown } uppgifter är försenade
    }
task-fills = Fyller i: { $name }
task-handed-in = Fil inlämnad till träffen { $day }
task-template = Mallen: { $state }
task-template-begun = { $n } av { $all } obligatoriska svar
task-template-finished = klar
head-file-handed-in = Fil inlämnad till träffen
head-template = Mallen

home-loop = Arbetet hemma går runt: blev det inte som ni trodde, gå tillbaka ett steg och pröva något annat, och när det sista är gjort börjar ni om med nästa problem. Frågorna är till för samtalet och ska inte besvaras här.
home-phase = { $phase }: { $asks }

work-how = Hur långt ni har kommit
work-tick = Markera som gjord
work-tick-name = Markera som gjord: { $text }
work-by-model = Sista dag enligt modellen
field-work-state-hint = ”Tittat på men inte gjort” är ett ärligt svar, och bättre än att bocka av.
field-work-why = Varför det inte är relevant
field-work-why-hint = Skriv bara här om ni har valt ”inte relevant för oss”.
field-work-due = Er egen sista dag
field-work-due-hint = Lämna tomt, så gäller modellens dag: { $day }.
field-work-due-hint-none = Modellen har ingen dag för det här.
said-work-saved = Det är sparat.

evidence-none = Här finns inget underlag än.
evidence-hidden = ett dokument som inte är visat för dig
evidence-form-hidden = en mall som inte är visad för dig
evidence-no-documents = Ni har inga filer att välja bland än.
evidence-attach = Bifoga en fil på organisationens sida
evidence-add = Lägg till underlag
evidence-add-document = Lägg till dokumentet
evidence-add-link = Lägg till länken
evidence-add-figure = Lägg till nyckeltalet
evidence-add-decision = Lägg till beslutet
evidence-part-document = Ett dokument
evidence-part-link = En länk
evidence-part-figure = Ett nyckeltal
evidence-part-decision = Ett beslut
evidence-lead-document = En av organisationens filer. Den ses av dem som den är visad för, inte av fler.
evidence-lead-link = En sida på webben.
evidence-lead-figure = Ett nyckeltal i Kolada.
evidence-lead-decision = Något som är beslutat.
field-evidence-url = Adress
field-evidence-title = Vad sidan heter
field-evidence-kpi = Nyckeltalets kod
field-evidence-kpi-hint = Till exempel N15428. Koden står på nyckeltalets sida.
field-evidence-year = År
field-evidence-year-hint = Lämna tomt för det senaste.
field-evidence-decision = Vad som beslutades
field-evidence-reference = Diarienummer eller paragraf
field-evidence-reference-hint = Till exempel KS 2026/12 § 4.
said-evidence-added = Underlaget är tillagt.
said-evidence-removed = Underlaget är borttaget. Du kan ångra det i historiken.

todo-work = { $text } ({ $step })
todo-unowned =
    { $n ->
        [one] Bestäm vem som tar hand om { $shown } uppgift: { $step }
       *[other] Bestäm vilka som tar hand om { $shown } uppgifter: { $step }
    }

progress-work = Arbetet nu
task-assess-apart = I Jämsides svarar ni först var för sig. På träffen enas ni runt samma bord.
task-fill-in = Öppna: { $name }
year-in = { $name } i { $round }
year-assessment = Självskattning
material-at-meeting = { $name } (fås av den som leder träffen)
material-asked-for = { $name } (fås av den som leder omgången)
unconfirmed-in-model = Obekräftat i modellen ({ $shown })
