# Resultat och efteråt: slutrapporten, resultatkonferensen, beslutet att bli mentor, överlämningen.

results = Resultat
results-title = Resultat: { $round }
results-lead = Det här har de som deltog gjort och lärt sig. Här finns de rapporter som är publicerade.
results-lead-inside = Programmet för konferensen, de rapporter som är inlämnade och de som saknas.
seen-results-inside = den som är med i omgången. De rapporter som är publicerade ses av alla, även utan konto.
results-mine = { $name }: er slutrapport
results-booklet = Hämta häftet med alla rapporter (PDF)
results-programme = Program
results-no-programme = Programmet är inte skrivet än.
results-to-meeting = Till konferensens sida
results-reports = Rapporter
results-none = Ingen har lämnat in sin rapport än.
results-none-published = Ingen rapport är publicerad än.
results-waiting = Har inte lämnat in än
results-none-ever = Ingen rapport är publicerad.
results-never = Lämnade inte in någon rapport
results-published = Publicerade resultat
head-final-finished = Färdig

final-title = Resultat: { $name }
final-in-round = Slutrapport från { $round }
final-published = publicerad
final-handed-in = inlämnad
final-is-new = Rapporten är inte påbörjad. Det mesta fylls i av sig själv: öppna den och skriv det som saknas.
final-not-in = Rapporten är inte inlämnad än.
final-never-in = Omgången är arkiverad, och ni lämnade inte in någon rapport.
final-none-shown = Omgången är arkiverad, och ingen rapport är publicerad.
final-is-draft = Rapporten är ett utkast. När inget saknas kan ni lämna in den.
final-is-finished = Rapporten är färdig sedan { $day }, men inte inlämnad.
final-is-in = Rapporten är inlämnad. Den blev färdig { $day }.
final-is-public = Rapporten är publicerad. Den blev färdig { $day }.
final-write = Öppna mallen { $name }
final-read = Läs mallen { $name }
final-missing = Det här saknas innan ni kan lämna in
final-hand-in = Lämna in rapporten
final-hand-in-lead = Då kan organisatören och alla som är med i omgången läsa den, och den kommer med i häftet till konferensen.
final-publish = Publicera rapporten
final-publish-lead = Då kan alla läsa den, även utan konto. Ni kan avpublicera den när som helst.
final-withdraw = Avpublicera rapporten
final-withdraw-lead = Då kan bara de som är med i omgången och organisatören läsa den.
final-along = Visa också för samma läsare
final-along-back = Dra också tillbaka
final-along-hint = Rapporten visar bara det ur självskattningen, förbättringarna och idéerna som läsaren får se där. Ni väljer själva vad som följer med.
final-piece = { $name } (ses nu av: { $seen })

said-final-in = Rapporten är inlämnad.
said-final-published = Rapporten är publicerad.
said-final-withdrawn = Rapporten är avpublicerad.
said-mentoring-noted = Beslutet är sparat.

mentoring = Mentor i nästa omgång
mentoring-none = inte bestämt
mentoring-does = är mentor i { $rounds }
mentoring-said = Mentor i nästa omgång: { $said }
mentoring-lead = Skriv vad ni har bestämt. Organisatören ser svaret här och när nästa omgång förbereds.
mentoring-save = Spara beslutet
mentoring-no-file = ingen fil
head-mentoring = Beslut om mentor
field-mentoring = Blir ni mentor?
field-mentoring-day = Beslutsdag
field-mentoring-reference = Diarienummer eller paragraf
field-mentoring-reference-hint = Till exempel KS 2027-05-03 § 41.
field-mentoring-why-hint = Skriv alltid varför om svaret är nej. Annars kan ni skriva villkor, eller när ni vill bli tillfrågade igen. Skriv inga personuppgifter.
field-mentoring-file = Beslutet som fil
field-mentoring-file-hint = Bifoga filen på organisationens sida först. Visa den för omgången om organisatören ska kunna läsa den.

step-results = Resultat och slutrapport

handover = Överlämning
handover-title = Överlämning: { $name }
handover-lead = Ett dokument som den som tar över kan börja från. Det sätts ihop av det ni redan har skrivit, så som det är i dag.
seen-handover = organisationen själv och mentorerna i dess grupp. Var och en får med det som hen får läsa.
handover-pdf = Hämta överlämningen (PDF)
handover-holds = Det här finns med
handover-use = När den används
handover-use-1 = När någon i laget slutar eller byter uppdrag: ge den till den som tar över.
handover-use-2 = När omgången är slut: spara den där ni förvarar era handlingar.
handover-use-3 = När arbetet vilar en tid: den visar var ni var.
handover-names = Den innehåller namn och arbetskontakter. Ge den bara till den som behöver den.
handover-left = Ett uppdrag som { $role } tog slut { $day }. Ge överlämningen till den som tar över.
handover-ended = Omgången är slut. Spara överlämningen hos er.
head-how-many = Antal

todo-report = Lämna in { $name } för { $round }
todo-mentoring = Bestäm om ni vill bli mentor efter { $name }
todo-hand-over = Hämta överlämningen för { $name } och ge den till den som tar över
