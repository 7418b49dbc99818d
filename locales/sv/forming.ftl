# Att bilda grupper: regler och önskemål, förslag, ändra för hand, jämföra, publicera.

forming = Bilda grupper
seen-forming = Bara ni som leder omgången
forming-lead = Programmet letar efter de grupper som bäst svarar mot era regler och önskemål, och säger varför. Inget gäller förrän ni publicerar ett förslag.
forming-seeking = Deltagare som ska ha en grupp
forming-places = Grupper som mentorerna kan leda
forming-size = Deltagare i en grupp
forming-size-of = { $least } till { $most }
forming-faults = Det här behöver ordnas först
forming-has-groups = Omgången har redan grupper. De som är med i en grupp kan inte få en till, så ta bort de gamla grupperna innan ni publicerar nya.
forming-start = Ta fram ett förslag
forming-start-how = { $n ->
    [one] Det tar högst en sekund.
   *[other] Det tar högst { $shown } sekunder. Ni kan avbryta när som helst.
  }
forming-proposals = Förslag
forming-proposal = Förslag { $n }
forming-head-proposal = Förslag
forming-head-made = Gjort
forming-head-good = Hur bra
forming-state-running = tas fram
forming-state-lost = blev aldrig klart
forming-state-done = klart
forming-state-changed = { $n ->
    [one] ändrat för hand en gång
   *[other] ändrat för hand { $shown } gånger
  }
forming-state-impossible = går inte
forming-state-stopped = avbrutet
forming-state-published = publicerat
forming-rules = Regler och önskemål
forming-save = Spara regler och önskemål
forming-hard = Regler som måste hållas
forming-hard-lead = Avmarkera en regel för att låta bli att räkna med den.
rule-everyone-how = Utan regeln kan någon bli utan grupp när det annars blir mycket sämre för de andra.
rule-capacity-how = Antalet står hos varje mentor längre ner.
rule-support-how = Gäller när modellen har stödjande mentorer och någon kan vara det.
rule-travel-how = Mellan alla som träffas: deltagare och mentor. Skriv den längsta vägen nedan.
rule-same_mentor-how = Enligt tidigare omgångar här och de publicerade omgångarna sedan 2015.
rule-conflict-how = De som är jäviga mot varandra träffas aldrig, och två mentorer som är det stöder inte varandra. Den som stöder en mentor träffar inte gruppen, så jäv mot en deltagare hindrar det inte.
rule-together-how = Paren står längre ner på sidan.
rule-apart-how = Paren står längre ner på sidan.
rule-locked-how = Paren står längre ner på sidan.
rule-kind-how = Kommuner för sig och regioner för sig.
rule-language-how = Den som inte har angett något språk kan alla.
rule-theme-how = Hårt krav. Brukar vara avstängt, eftersom temat också finns som önskemål.
forming-longest = Längsta väg
forming-longest-how = Kilometer fågelvägen, eller minuter om ni har laddat upp restider. Tomt: hur långt som helst.
forming-wishes = Önskemål
forming-wishes-lead = Vikten säger hur långt ni är beredda att resa för ett önskemål. Med samma vikt som resan är ett önskemål som inte alls uppfylls lika illa som tio mil. 0: räknas inte.
wish-travel-how = Mellan alla som träffas. Brukar vara { $usual }.
wish-theme-how = De som vill arbeta med samma sak hamnar ihop. Brukar vara { $usual }.
wish-size-how = Efter antalet invånare. Brukar vara { $usual }.
wish-class-how = Efter SKR:s kommungruppsindelning. Brukar vara { $usual }.
wish-similar-how = De som RKA räknar som liknande. Brukar vara { $usual }.
wish-complement-how = Den ena är stark där den andra är svag, så att det finns något att lära. Brukar vara { $usual }.
wish-acquaintance-how = Helst inte med dem man har varit i grupp med förut. Brukar vara { $usual }.
wish-support-how = Mellan mentorn och den som stöder. Brukar vara { $usual }.
wish-fairness-how = Den som har det sämst räknas en gång till för varje enhet. Brukar vara { $usual }.
forming-known = Vad ni vet om var och en
forming-known-lead = Teman och språk är frivilliga. Det som önskas i ansökan, anmält jäv, självskattningar som har visats för er, storlek, läge, liknande kommuner och tidigare mentorer hämtas där de är kända.
forming-seeking-fold = { $n ->
    [one] En deltagare
   *[other] { $shown } deltagare
  }
forming-offers-fold = { $n ->
    [one] En möjlig mentor
   *[other] { $shown } möjliga mentorer
  }
forming-themes = Teman, med komma mellan
forming-language = Språk i gruppen
forming-out = Ska inte ha någon grupp nu
forming-not-placed = Läget är inte känt, så resor kan inte räknas utan restider från er.
forming-promised = Har lovat men är inte med i omgången än. Kommer med när ni publicerar.
forming-leads = Grupper att leda
forming-backs = Grupper att stödja
forming-new = Har inte varit mentor förut
forming-seconds = Längsta tid att räkna, sekunder
forming-seconds-how = Högst { $most }. Stora omgångar kan behöva mer tid för ett bevisat bästa förslag.
forming-pairs = Par
forming-pairs-lead = Två som ska vara tillsammans, inte ska vara det, är jäviga eller är låsta till varandra.
forming-pair = { $one } och { $other }
forming-head-who = Vilka
forming-head-rule = Vad som gäller
forming-head-do = Ändra
forming-unpair = Ta bort
forming-unpair-of = Ta bort { $one } och { $other }
forming-pair-add = Lägg till paret
forming-one = Den ena
forming-kind = Vad som gäller
forming-other = Den andra
forming-mentor = { $name } (mentor)
pair-together = ska vara i samma grupp
pair-apart = ska inte vara i samma grupp
pair-conflict = är jäviga mot varandra
pair-locked = är låsta till varandra
forming-matrix = Restider
forming-matrix-none = Vägarna räknas fågelvägen mellan kommunernas mittpunkter. Har ni restider med bil eller tåg kan ni ladda upp dem i stället.
forming-matrix-there = Era restider används.
forming-matrix-add = Ladda upp restider
forming-matrix-file = Fil med restider
forming-matrix-how = CSV med rubrikrad och tre kolumner: från, till, minuter. Skriv kommunens namn eller kod.
forming-matrix-away = Räkna fågelvägen igen

forming-proposal-title = Förslag { $n }: { $name }
forming-running-lead = Förslaget tas fram. Sidan hämtas på nytt av sig själv tills det är klart.
forming-elapsed = Hittills
forming-elapsed-of = { $n } av högst { $most } sekunder
forming-best = Bästa hittills, poäng
forming-bound = Kan inte bli lägre än, poäng
forming-reload = Hämta sidan nu
forming-stop = Avbryt och behåll det bästa hittills
forming-lost-lead = Förslaget blev aldrig klart: programmet startades om medan det räknade. Ta fram ett nytt.
forming-stopped-lead = Arbetet avbröts, eller tiden tog slut, innan det fanns några grupper. Det betyder inte att det är omöjligt. Försök igen med längre tid.
forming-back = Till regler och önskemål
forming-impossible-lead = Det finns inga grupper som håller alla regler. Det är bevisat, så mer tid hjälper inte.
forming-impossible-why = De här reglerna säger emot varandra
forming-good-proven = Bevisat bäst
forming-good-gap = Högst { $gap } % från det bästa
forming-good-unknown = Okänt hur långt från det bästa
forming-good-breaks = { $n ->
    [one] Bryter mot en regel
   *[other] Bryter mot { $shown } regler
  }
forming-changed = Det här har hänt sedan förslaget gjordes
forming-published-why = Publicerat trots att regler inte hålls: { $why }
forming-step = Vad er senaste ändring gör
forming-head-wish = Önskemål
forming-sum = Summa, poäng (lägre är bättre)
forming-worst = Den som får det sämst
forming-farthest = Längsta väg
forming-group = Grupp { $n }
forming-head-way = Längsta väg
forming-head-cost = Poäng
forming-breach = Regeln hålls inte: { $what }
forming-more = Vad som fick stå tillbaka, och det näst bästa
forming-fared = Hur det gick för var och en
forming-fared-lead = Vad varje organisation fick av sina önskemål.
forming-hand = Ändra för hand
forming-hand-lead = Gör en ändring i taget. Ni ser direkt vad den kostar, och kan ta tillbaka den.
forming-move = Flytta en deltagare
forming-move-do = Flytta
forming-who = Vem
forming-to = Till
forming-own-group = En egen grupp
forming-swap = Låt två deltagare byta plats
forming-swap-do = Byt plats
forming-with = Med
forming-lead-other = Byt mentor
forming-lead-do = Byt mentor
forming-which = Grupp
forming-as = Som
forming-as-mentor = mentor
forming-as-support = stöd till mentorn
forming-leader = Vem ska det bli
forming-undo = { $n ->
    [one] Ta tillbaka ändringen
   *[other] Ta tillbaka den senaste av { $shown } ändringar
  }
forming-publish = Publicera
forming-publish-lead = Förslaget blir omgångens grupper, och alla som är med i en grupp får ett brev. Har ni gjort det kan grupperna ändras som vanligt, en i taget.
forming-publish-do = Publicera grupperna och skicka brev
forming-why = Varför ska förslaget gälla ändå?
forming-why-how = { $n ->
    [one] En regel hålls inte. Skälet sparas med förslaget.
   *[other] { $shown } regler hålls inte. Skälet sparas med förslaget.
  }
forming-compare = { $one } och { $other }
forming-compare-lead = Vad som skiljer, poängen för varje önskemål, och vem som är med vem.
forming-compare-cost = Poäng
forming-compare-who = Vem som är med vem
said-forming-started = Arbetet har börjat.
said-forming-stopped = Arbetet avbryts.
said-forming-relaxed = Det är ändrat i era regler. Ta fram ett nytt förslag.
said-forming-stepped = Ändringen är gjord.
said-forming-undone = Ändringen är tillbakatagen.
said-forming-published = Grupperna är publicerade och breven på väg.
forming-relax = Så kan ni komma vidare
forming-relax-one = En av de här räcker. Med knappen ändras era regler; sedan tar ni fram ett nytt förslag.
forming-relax-do = Släpp på det här
forming-relax-together = Det räcker inte att släppa på en sak. De här behöver ni släppa på tillsammans.
forming-relax-all = Släpp på alla
forming-step-broken = Regler som inte hålls: { $before } före, { $after } efter. De kostar inga poäng.
forming-unplaced = Utan grupp
forming-map-title = Längst är det { $way }, mellan { $two }
forming-map-title-none = Ingen har någon väg till de andra i gruppen
forming-map-lead = mentor
forming-map-member = deltagare
forming-map-way = väg till mentorn
forming-map-way-none = väg till de andra
forming-compare-differs = Vad som skiljer
forming-compare-other-rules = Förslagen bygger på olika önskemål eller uppgifter. Därför går poängen inte att jämföra rakt av.
forming-map-desc = { $n ->
    [one] Karta över en grupp: mentorn som en fyrkant, deltagarna som cirklar, med ett streck från varje deltagare till mentorn. Samma uppgifter står i tabellen ovanför.
   *[other] Karta över { $shown } grupper: mentorerna som fyrkanter, deltagarna som cirklar, med ett streck från varje deltagare till mentorn. Samma uppgifter står i tabellen ovanför.
  }
forming-map-desc-none = { $n ->
    [one] Karta över en grupp: deltagarna som cirklar, med streck mellan dem. Samma uppgifter står i tabellen ovanför.
   *[other] Karta över { $shown } grupper: deltagarna som cirklar, med streck mellan dem som är i samma grupp. Samma uppgifter står i tabellen ovanför.
  }
forming-many = { $n ->
    [one] Vad som fick stå tillbaka och det näst bästa räknas bara ut i omgångar med högst en deltagare.
   *[other] Vad som fick stå tillbaka och det näst bästa räknas bara ut i omgångar med högst { $shown } deltagare.
  }
rule-host-how = Enligt modellen kan alla i gruppen vara värdar när värdskapet går runt, annars mentorn. Skriv den längsta vägen till värden nedan.
wish-host-how = Räknas när ni har skrivit den längsta vägen till värden. Brukar vara { $usual }.
forming-host-within = Längsta väg till värden
forming-host-within-how = Kilometer, eller minuter om ni har laddat upp restider. Tomt: vem som är värd spelar ingen roll.
forming-said = I ansökan: ”{ $text }”
forming-follows = Följer av anmält jäv
forming-broken = Regler som inte hålls
forming-points = Vad poängen består av
forming-proposal-first = Förslag { $n } innan ni ändrade
forming-compare-head = Jämför
forming-compare-first = Med hur förslaget var innan ni ändrade för hand
forming-compare-with = Med förslag { $n }
forming-compare-where = Öppna ett förslag för att ändra det, jämföra det med ett annat eller publicera det.
forming-compare-rules = Reglerna var inte desamma, men de kostar inga poäng, så summorna går att jämföra.
forming-compare-same = lika
forming-compare-by = Skillnad
forming-compare-still = Oförändrat för: { $names }.
forming-publish-unsent = Förslaget blir omgångens grupper. Härifrån skickas inga brev, eftersom utskick inte är påslagna: berätta själva för dem som är med. Sedan kan grupperna ändras som vanligt, en i taget.
forming-publish-only = Publicera grupperna
forming-told = { $n ->
    [one] Den som berörs
   *[other] De { $shown } som berörs
  }
said-forming-published-unsent = Grupperna är publicerade. Inga brev har skickats, eftersom utskick inte är påslagna.
forming-names = Vad grupperna ska heta och arbeta med
forming-no-ways = Vägarna räknas inte, eftersom läget inte är känt för { $names }. Ladda upp restider, eller ange organisationens kommun eller region.
