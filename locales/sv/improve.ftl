# Förbättringar, mätningar, idéer och vad som lever kvar. English: ../en/improve.ftl.

improvements = Förbättringar
improvements-of = Förbättringar, { $name }
improvements-lead = Ett kort för varje förbättring: problemet, ett litet test, mätningar och vad ni beslutar. Börja med en mening. Resten fyller ni i efter hand.
improvements-lead-others = Här står de förbättringar som organisationen har valt att visa för dig.
improvements-none = Här finns inget kort än.
improvements-shown = Förbättringar som deltagarna visar
improvements-group = Förbättringar och idéer i gruppen
improvements-in =
    { $n ->
        [one] { $name }: { $shown } förbättring
       *[other] { $name }: { $shown } förbättringar
    }
seen-improvements = er egen organisation. Andra ser bara de kort som ni visar.
seen-improvements-others = dem som organisationen har visat korten för.

improvement-in = Förbättring, { $name }
improvement-start = En ny förbättring
improvement-start-go = Börja
improvement-write = Skriv på kortet
improvement-think = Orsak och idé
improvement-on = Gå vidare
improvement-baseline-how = Ett nyckeltal, eller egna ord om det inte finns något. Inte båda.
improvement-show = Vem som kan se kortet
improvement-show-how = Mätningarna följer med kortet. Siffror med färre än fem personer bakom sig ser bara ni.
improvement-show-go = Ändra vem som kan se
improvement-hidden = en förbättring som inte visas för dig
improvement-figure = Nyckeltal { $kpi }, { $year }.
improvement-figure-said = { $title }, { $place } { $year }: kvinnor { $women }, män { $men }.
improvement-figure-apart = Nyckeltalet är ett annat mått än mätningarna. Det ritas inte i följddiagrammet.
improvement-figure-none = ingen uppgift
improvement-figure-link = Se nyckeltalet { $kpi }

improvement-next-test = Beskriv ett litet test
improvement-next-owner = Bestäm vem som är ansvarig
improvement-next-days = Bestäm när testet börjar
improvement-next-begins = Testet börjar { $day }
improvement-next-begin = Börja testa
improvement-next-measure = Mät för första gången
improvement-next-measure-on = Fortsätt mäta
improvement-next-result = Testet är över: skriv vad det blev
improvement-next-decide = Besluta om ni ska behålla det
improvement-next-spread = Se var mer det kan göras

improvement-move-planned-testing = Börja testa
improvement-move-planned-dropped = Avsluta utan att pröva
improvement-move-testing-studied = Testet är studerat
improvement-move-testing-planned = Gå tillbaka till planeringen
improvement-move-testing-dropped = Avsluta utan att säkra
improvement-move-studied-secured = Säkra: vi behåller det
improvement-move-studied-dropped = Avsluta utan att säkra
improvement-move-studied-testing = Testa en gång till
improvement-move-secured-studied = Det höll inte: gå tillbaka
improvement-move-dropped-planned = Ta upp det igen

improvement-spread = Var det görs i dag
improvement-spread-add = Lägg till ett ställe

said-improvement-started = Kortet är påbörjat. Bara er egen organisation ser det.
said-improvement-moved = Kortet är i ett nytt läge.
said-improvement-shown = Vem som kan se kortet är ändrat.
said-measured = Mätningen är sparad.
said-taken-home = Idén är er nu. Bara er egen organisation ser den.
said-idea-shown = Vem som kan se idén är ändrat.
said-checked-in = Tack. Svaren är sparade, och alla i omgången kan se dem.

head-improvement = Förbättring
head-next-step = Nästa steg
head-women-n = Antal kvinnor, flickor
head-men-n = Antal män, pojkar
head-remark = Kommentar
head-spread = Enhet eller verksamhet
head-since = Sedan
head-idea = Idé
head-whose = Vems idén var
head-tried = Prövas i
head-lives = Lever det kvar?

field-problem = Problemet för kvinnor och män, flickor och pojkar
field-problem-hint = En mening. Till exempel: Flickor får vänta längre än pojkar på en utredning.
field-baseline = Hur det var
field-baseline-own = Hur det var, med egna ord
field-baseline-own-hint = Lämna tomt om ni har valt ett nyckeltal.
field-kpi = Nyckeltal i Kolada
field-kpi-hint = Koden, till exempel N15428. Den står på nyckeltalets sida.
field-kpi-year = Nyckeltalets år
field-cause = Orsaken
field-cause-hint = Vad ni tror att det beror på, och hur ni vet det.
field-idea = Idén
field-new-idea = En idé som inte är nedskriven än
field-new-idea-hint = Er egen. Kommer den från någon annan, skriv den bland omgångens idéer.
field-test = Det lilla testet
field-test-hint = Vad ni prövar, var och med vilka. Så litet att ni kan börja snart.
field-card-owner = Ansvarig
field-test-starts = Testet börjar
field-test-ends = Testet slutar
field-unit = Vad som mäts
field-unit-hint = Och i vad: dagar från ansökan till beslut, andel i procent.
field-good = Vad som är bättre
field-result = Vad det blev
field-result-hint = För kvinnor och män, flickor och pojkar. Också det som inte gick.
field-decision = Beslutet
field-decision-hint = Vem som beslutade vad: Nämnden beslutade att …
field-spread-hint = Var det görs nu, till exempel en enhet eller en förvaltning.

measurements = Mätningar
measurements-none = Inget är mätt än. Mät gärna några gånger innan testet börjar, så syns det om något ändras.
measure-add = Lägg till mätningen
measure-correct = Rätta
measure-correct-name = Rätta mätningen { $day }
measure-few = färre än fem, visas inte
measure-few-own = färre än fem, visas inte för andra
measure-few-means = Är det färre än fem bakom en siffra visas den bara för den egna organisationen. Diagrammet och det som sägs om det räknar då utan den.
field-measured-on = Dag
field-women = Kvinnor, flickor
field-women-hint = Ett tal, till exempel 31,5.
field-women-n = Antal kvinnor, flickor bakom talet
field-men = Män, pojkar
field-men-n = Antal män, pojkar bakom talet
field-n-hint = Lämna tomt om talet inte handlar om ett antal personer.
field-measure-note = Kommentar

run-women = Kvinnor, flickor
run-men = Män, pojkar
run-title = { $who }: { $text }
run-too-few =
    { $n ->
        [one] För få mätningar för att säga något än: { $shown } mätning, och minst tio behövs
       *[other] För få mätningar för att säga något än: { $shown } mätningar, och minst tio som inte ligger på medianen behövs
    }
run-same =
    { $n ->
        [one] Inget tyder på att något har ändrats
       *[other] De { $shown } mätningarna varierar, men inget tyder på att något har ändrats
    }
run-shift-up =
    { $n ->
        [6] Sex mätningar i rad ligger över medianen: något har ändrats
        [7] Sju mätningar i rad ligger över medianen: något har ändrats
        [8] Åtta mätningar i rad ligger över medianen: något har ändrats
       *[other] { $shown } mätningar i rad ligger över medianen: något har ändrats
    }
run-shift-down =
    { $n ->
        [6] Sex mätningar i rad ligger under medianen: något har ändrats
        [7] Sju mätningar i rad ligger under medianen: något har ändrats
        [8] Åtta mätningar i rad ligger under medianen: något har ändrats
       *[other] { $shown } mätningar i rad ligger under medianen: något har ändrats
    }
run-trend-up =
    { $n ->
        [5] Fem mätningar i rad stiger: något har ändrats
        [6] Sex mätningar i rad stiger: något har ändrats
       *[other] { $shown } mätningar i rad stiger: något har ändrats
    }
run-trend-down =
    { $n ->
        [5] Fem mätningar i rad sjunker: något har ändrats
        [6] Sex mätningar i rad sjunker: något har ändrats
       *[other] { $shown } mätningar i rad sjunker: något har ändrats
    }
run-too-few-runs = Mätningarna byter sällan sida om medianen: något har ändrats
run-too-many-runs = Mätningarna byter sida om medianen ovanligt ofta: kanske blandas två olika saker
run-odd-up = En mätning ligger långt över de andra: fråga vad som hände då
run-odd-down = En mätning ligger långt under de andra: fråga vad som hände då
run-good = Det är åt rätt håll.
run-bad = Det är åt fel håll.
run-means = Ett följddiagram skiljer en förändring från vanlig variation. Det säger att något har ändrats, inte vad som ändrade det.
run-median = median { $value }
run-median-short = md { $value }
run-change = Testet börjar { $day }
run-desc = { $who }: { $n } mätningar, från { $from } till { $to }.
run-desc-median = Medianen är { $value }.
run-desc-baseline = Medianen före testet är { $value }.

ideas = Idéer
ideas-of = Idéer, { $name }
ideas-link = Omgångens idéer
ideas-lead = Det ni har sett hos andra och vill pröva hemma, med var det kom ifrån.
ideas-none = Ingen idé visas här än.
seen-ideas = den som varje idé är visad för. Era egna ser bara ni, tills ni visar dem.
idea-own = Egen idé
idea-seen-with = Sedd hos { $name }
idea-seen-at = Sedd hos { $name }: { $item }
idea-from-before = Från { $name }, { $round }
idea-hidden = Kortet prövar en idé som inte visas för dig.
idea-shown-less = Idén visas för färre än kortet: { $who }.
idea-none-chosen = ingen vald
idea-add = Skriv en idé
idea-edit = Ändra
idea-edit-name = Ändra idén { $name }
idea-show-name = Ändra vem som kan se: idén { $name }
idea-take = Ta med hem
idea-take-name = Ta med hem idén { $name }
idea-take-how = Idén blir er, med { $name } som ursprung. Bara er egen organisation ser den tills ni visar den.
idea-words = Idén, som ni vill pröva den
idea-words-hint = Skriv om så att den passar hos er.
field-into = För
idea-where = Var idén kommer ifrån
idea-where-how = Lämna allt tomt om den är er egen.
idea-nowhere = ingen annan
idea-no-item = ingen särskild punkt
idea-no-past = ingen tidigare omgång
field-idea-place = Sedd hos
field-idea-item = Vid vilken punkt i självskattningen
field-idea-past = Från en omgång före det här programmet
idea-family = Hur idéerna hänger ihop
idea-family-lead = Till vänster där en idé började, till höger vilka som har tagit den med hem. Det som inte visas för dig räknas, men syns inte.
idea-family-title =
    { $n ->
        [one] En idé har tagits med hem
       *[other] Idéer har tagits med hem { $shown } gånger
    }
idea-family-desc = Samma träd står som en lista under bilden.
idea-one-hidden = en idé som inte visas för dig
idea-gone = prövad och avslutad
idea-began = började hos { $name }, { $round }

check-ins-link = Vad som lever kvar efter omgången
check-ins-of = Vad lever kvar? { $name }
check-ins-lead = Ett, två och tre år efter omgången frågar vi vilka förändringar som lever. ”Vet inte” är också ett svar.
check-ins-running = Omgången pågår. Den första frågan kommer ett år efter att den har avslutats.
check-ins-none = Det är inte dags än.
check-in-ended = Omgången avslutades
check-in-next = Nästa fråga
check-in-next-on = { $months } månader efter, { $day }
check-in-months = { $months } månader efter
check-in-answered = Besvarad { $day }.
check-in-unanswered = Inte besvarad. Frågan kom { $day }.
check-in-unsaid = inget svar
check-in-choose = välj ett svar
check-in-go = Svara
check-in-correct = Rätta svaren
field-check-in-comment = Mer att säga
field-check-in-comment-hint = Vad som har hjälpt eller hindrat. Skriv inget om enskilda personer.
todo-check-in = Svara vad som lever kvar { $months } månader efter { $name }
measure-new = En ny mätning

check-in-seen = Svaret kan ses av { $who }.
check-in-show-name = Ändra vem som kan se: svaret { $months } månader efter
said-checked-in-own = Tack. Svaren är sparade. Andra ser dem när någon hos er som får visa dem gör det.
said-check-in-shown = Vem som kan se svaret är ändrat.
measurements-table =
    { $n ->
        [one] Visa mätningen i en tabell
       *[other] Visa { $shown } mätningar i en tabell
    }
check-in-correct-months = Rätta svaren { $months } månader efter
improvement-plan = Testet: vad, vem och när
improvement-unit = Vad som mäts
