# The command line: help, answers, complaints.
# See common.ftl. How keys are found: crates/jamsides/src/help.rs.

## Words of help
cli-word-usage = Usage
cli-word-options = OPTIONS
cli-word-command = COMMAND
cli-word-and-list = ,{ " " }
cli-word-mentor = mentor
cli-head-commands = Commands
cli-head-arguments = Arguments
cli-head-options = Options
cli-head-global = Options of every command
cli-value-folder = FOLDER
cli-value-format = FORMAT
cli-value-file = FILE
cli-value-day-id = DAY|ID
cli-value-day = DAY
cli-value-id = ID
cli-value-shell = SHELL
cli-value-set = SET
cli-value-kpi = FIGURE
cli-value-year = YEAR
cli-value-area = AREA
cli-value-url = URL
cli-value-address = ADDRESS
cli-value-name = NAME
cli-value-email = EMAIL
cli-value-n = NUMBER
cli-value-group = GROUP
cli-value-women-men = WOMEN,MEN
cli-value-round-organisation = ROUND|ORGANISATION
cli-value-kind = KIND
cli-value-organisation = ORGANISATION
cli-value-role = ROLE
cli-value-title = TITLE
cli-value-smtp = SMTP
cli-value-database = DATABASE

## Commands
cli-cmd-top = Jämsides: results for women and men, side by side.
cli-cmd-top-more =
    Begin like this:
      jamsides serve --demo                          try it with invented municipalities
      jamsides import kolada --set jamstalldhet      fetch real figures
      jamsides scan Kramfors                         see what they say
    
    Exit codes: 0 done, 1 nothing found, 2 bad request, 3 bad data, 4 our fault.
cli-cmd-import = Fetch figures into a new snapshot, or read in an organisation's data.
cli-cmd-import-kolada = Fetch figures from Kolada, or read files with Kolada's figures.
cli-cmd-import-kolada-more =
    Examples:
      jamsides import kolada --set jamstalldhet      RKA's gender equality figures, from Kolada
      jamsides import kolada --kpi N00206 --year 2015-2022
      jamsides import kolada --file downloads/       everything of Kolada's in the folder
    
    If anything goes wrong nothing is changed: the snapshot before stays in use.
    A fetch that was broken off goes on where it was when you write the same thing again.
cli-cmd-import-programme = Read in an organisation's data from a file made by jamsides export.
cli-cmd-import-programme-more =
    Examples:
      jamsides import programme kramfors.zip
    
    What is there already and the same is left alone. If anything differs, nothing of the file is taken in.
cli-cmd-snapshot = List, inspect and prune snapshots of the figures.
cli-cmd-snapshot-list = List the snapshots, oldest first.
cli-cmd-snapshot-show = Show what a snapshot holds and where its figures come from.
cli-cmd-snapshot-verify = Check that every file is as it was written.
cli-cmd-snapshot-prune = Remove old snapshots and the original answers they keep.
cli-cmd-scan = See where women and men get different results, whether the difference is certain, and how it is elsewhere.
cli-cmd-scan-more =
    Examples:
      jamsides scan Kramfors
      jamsides scan 2282 --peers similar:grundskola --top 3
      jamsides scan --all -o all.csv                 every municipality and figure
      jamsides scan --replicate                      how often the promises have held
    
    Groups: similar (similar municipalities, as in --peers similar:grundskola), county,
    class (SKR's group of municipalities), all, or municipalities with commas between.
cli-cmd-compare = Put two to four municipalities side by side.
cli-cmd-compare-more =
    Examples:
      jamsides compare Sollefteå Härnösand --mentor Kramfors
      jamsides compare Kramfors Sollefteå --kpi N00206,N00090 --format csv
cli-cmd-figure = Show one figure: everywhere, or year by year in some municipalities.
cli-cmd-figure-more =
    Examples:
      jamsides figure N00206                         every municipality, newest year
      jamsides figure N00206 --area Kramfors         Kramfors year by year
      jamsides figure N00206 --area Kramfors --peers Kramfors and the similar municipalities
cli-cmd-report = Write a PDF document to take to the meeting.
cli-cmd-report-more =
    Examples:
      jamsides report Kramfors -o kramfors.pdf
      jamsides report Kramfors --kind comparison --with Sollefteå,Härnösand -o comparison.pdf
      jamsides report Kramfors --kind figure --kpi N00206 -o full-time.pdf
cli-cmd-method = Check, show and compare the benchmarking models, and begin one of your own.
cli-cmd-method-check = Check models: a file, a folder, or those that come with the program.
cli-cmd-method-check-more =
    Examples:
      jamsides method check lanets-modell            everything that is wrong, with file and line
      jamsides method check lanets-modell --format json
cli-cmd-method-show = Show a model, a self-assessment, the CEMR Charter or a decision checklist.
cli-cmd-method-show-more =
    Examples:
      jamsides method show                           everything that can be shown
      jamsides method show modell-2023
      jamsides method show lanets-modell --with lanets-modell
cli-cmd-method-diff = Show what differs between two models, or two self-assessments.
cli-cmd-method-diff-more =
    Examples:
      jamsides method diff modell-2018 modell-2019
cli-cmd-method-new = Begin a model of your own: a file with explanations that passes the check.
cli-cmd-method-new-more =
    Examples:
      jamsides method new lanets-modell -o .         puts the files into the folder lanets-modell
      jamsides method new lanets-modell              writes the model out
cli-cmd-history = Show the rounds since 2015: who took part, who mentored whom, and what we do not know.
cli-cmd-history-more =
    Examples:
      jamsides history                               all rounds
      jamsides history kommuner-2019                 one round
      jamsides history Kalmar                        what an organisation has done
      jamsides history --format csv                  a row for each in every group
cli-cmd-serve = Show the pages in the browser.
cli-cmd-serve-more =
    Examples:
      jamsides serve --demo                          invented municipalities, no network needed
      jamsides serve --listen 0.0.0.0:8080           for others in the network
      jamsides serve --cases cases                   answers to questions about cases of your own
      jamsides serve --address https://jamsides.municipality.se --behind-proxy --smtp smtps://name:password@mail.municipality.se:465 --mail-from jamsides@municipality.se
    
    End with Ctrl-C. Pages under way are sent first.
cli-cmd-user = People who may sign in.
cli-cmd-user-create = Enter a person at the machine: the first operator, or an organiser.
cli-cmd-user-create-more =
    Examples:
      jamsides user create --name "Åsa Öberg" --email asa@municipality.se --organisation "The county's association" --role operator,organiser
    
    Prints a link where the person chooses how to sign in. Others are then invited on the pages.
cli-cmd-backup = Back up everything that was written in: organisations, people, assignments, files, history.
cli-cmd-backup-more =
    Examples:
      jamsides backup copy.zip
      jamsides backup copy.zip --database postgres://jamsides@server/jamsides
    
    Others can go on working: the copy is as everything was at one moment.
    It holds hashed passwords and personal data. Kolada's figures are not in it: they are fetched anew.
cli-cmd-restore = Put a backup into an empty database.
cli-cmd-restore-more =
    Examples:
      jamsides restore copy.zip --database new.db
      jamsides restore copy.zip --database postgres://jamsides@server/jamsides
    
    The copy can go into the other kind of database: that is how to move between them.
    Everything comes in or nothing. What was erased after the copy was made needs to be erased again.
cli-cmd-verify = Check that everything that was written in is as it should be: pointers, history, files.
cli-cmd-verify-more =
    Exit code 3 when something is wrong. --format json gives every fault in a way other programs can read.
cli-cmd-export = Take out an organisation's data, with its history and attached files.
cli-cmd-export-more =
    Examples:
      jamsides export "Kramfors kommun" kramfors.zip
      jamsides export 2282 kramfors.zip
    
    Others' data is not in it, only what they are called. The file is read in with: jamsides import programme
cli-cmd-figures = List every figure split by sex, and what is known of each (--format csv or json).
cli-cmd-doctor = Check that everything is in place: the folder, the snapshots, the room.
cli-cmd-completions = Print completions for your shell.
cli-cmd-man = Write manual pages; all into a folder with -o, otherwise the first.
cli-cmd-schema = Print a description (JSON Schema) of the rows of JSON.

## Options
cli-opt-help = Show help
cli-opt-version = Show the program's version
cli-opt-data = The folder of the figures and of programmet.db (otherwise JAMSIDES_DATA, otherwise the system's folder for data)
cli-opt-format = Form of the answer: table, json, csv or xlsx (otherwise by the file's name, otherwise table)
cli-opt-output = Write to a file instead of the screen; it is written whole or not at all
cli-opt-man-output = Folder to write the pages in
cli-opt-as-of = Use the figures as they were on a day (2024-08-30), or a certain snapshot
cli-opt-lang = Language: sv or en (otherwise JAMSIDES_LANG, otherwise the system's)
cli-opt-file = Files or folders with Kolada's figures: CSV (also .gz), Parquet, saved answers in JSON. In a folder what is Kolada's is taken and the rest is named
cli-opt-set = A ready choice: jamstalldhet (RKA's gender equality figures) or karna (all figures we have written about)
cli-opt-kpi = Figures by Kolada's id, for example N00206; several with commas
cli-opt-import-kolada-all = Every figure split by sex (takes long)
cli-opt-import-kolada-year = Years to fetch, for example 2015-2022; otherwise all
cli-opt-import-kolada-area = Only these areas, by Kolada's codes; otherwise all
cli-opt-since = Only what has changed since that day
cli-opt-fresh = Start from nothing instead of laying the new over the newest snapshot
cli-opt-base-url = Another address of Kolada's API, version 3
cli-opt-retrieved = The day on which the figures in the files were fetched; otherwise the files' own dates
cli-opt-snapshot-show-id = Which; otherwise the newest
cli-opt-snapshot-verify-id = Which; otherwise all
cli-opt-keep = How many of the newest to keep, at least 1
cli-opt-area = Municipalities or regions, by name or code (å, ä and ö may be written a and o)
cli-opt-scan-all = Every municipality
cli-opt-year = A certain year; otherwise the newest
cli-opt-peers = Whom to compare with; otherwise the similar municipalities
cli-opt-top = How many differences to show, otherwise 10
cli-opt-ended = Also figures that Kolada has ended
cli-opt-replicate = Show how often the promises have held: compute from the past, look at the year after
cli-opt-mentor = Which of them is the mentor
cli-opt-figure-kpi = Kolada's id of the figure, for example N00206
cli-opt-figure-year = Years, for example 2015-2022; otherwise every year of named municipalities and the newest of the rest
cli-opt-figure-peers = Also show the group; without a name the similar municipalities
cli-opt-n = How many women and men stand behind a share, where you know (210,180); the uncertainty is then worked out from them
cli-opt-report-area = Municipality or region, by name or code
cli-opt-kind = Which document: board (one page for the board), comparison or figure
cli-opt-with = The municipalities to compare with
cli-opt-method-check-path = The file or folder; otherwise what comes with the program
cli-opt-method-show-id = What to show; otherwise a list
cli-opt-method-show-with = Folder with models of your own to take in
cli-opt-method-diff-from = The one
cli-opt-method-diff-to = The other
cli-opt-method-diff-with = Folder with models of your own to take in
cli-opt-method-new-id = The model's id: small letters a–z, digits and hyphens
cli-opt-history-what = The round's id, or the organisation's name, id or code; otherwise all rounds
cli-opt-method-new-output = Folder to put the model's folder in
cli-opt-demo = Show invented municipalities; no figures and no network needed
cli-opt-seed = Which invented municipalities; the same number gives the same
cli-opt-listen = Address to listen on, otherwise 127.0.0.1:8080
cli-opt-serve-cases = Folder of cases of your own and questions to them (cases.toml), shown at /en/cases; see docs/cases.md
cli-opt-operator = Who runs the site (Kramfors kommun): named in the accessibility statement
cli-opt-operator-email = E-mail address for whoever finds a fault in accessibility
cli-opt-serve-address = The address others reach the pages by (https://jamsides.municipality.se): for links in letters and for passkeys
cli-opt-behind-proxy = A proxy of our own stands before us and says in X-Forwarded-For who calls
cli-opt-smtp = Mail server: smtps://name:password@server:465, smtp+starttls://…:587 or smtp://server:25
cli-opt-mail-from = Sender of letters: “Jämsides <jamsides@municipality.se>”
cli-opt-name = First and last name
cli-opt-email = E-mail address at work; the person signs in with it
cli-opt-user-create-organisation = The organisation; where there is none of that name it is added as an organiser
cli-opt-role = Roles with commas: operator (if none is given), organiser, strategist, manager, politician …
cli-opt-title = Title at work
cli-opt-user-create-address = The address the pages are reached by; the link begins with it
cli-opt-database = The database of what was written in: a file, or postgres://… (otherwise JAMSIDES_DATABASE, otherwise programmet.db in the folder of --data)
cli-opt-force = Write over the file if it is there
cli-opt-backup-file = The file to write, for example copy.zip
cli-opt-restore-file = The file from jamsides backup
cli-opt-export-organisation = The organisation's name, area code (2282) or id
cli-opt-export-file = The file to write, for example kramfors.zip
cli-opt-import-programme-file = The file from jamsides export
cli-opt-shell = bash, zsh, fish, elvish or powershell

## Complaints about what was written
cli-usage-unknown = We do not understand “{ $about }”.
cli-usage-command = There is no command called “{ $about }”.
cli-usage-missing = Something is missing: { $about }.
cli-usage-twice = “{ $about }” stands twice.
cli-usage-conflict = “{ $about }” does not go with { $other }. Choose one of them.
cli-usage-no-value = Something must stand after { $about }.
cli-usage-value = “{ $value }” cannot be used for { $about }.
cli-usage-other = We do not understand what is meant. { $about }
cli-usage-valid = It can be: { $values }.
cli-usage-suggest = Did you mean { $about }?
cli-usage-help = Write --help after the command to see what can be written.
cli-usage-form-year = Write a year like 2022, or a span like 2015-2022.
cli-usage-form-since = Write a day like 2024-08-30.
cli-usage-form-retrieved = Write a day like 2024-08-30.
cli-usage-form-lang = Write sv or en.
cli-usage-form-listen = Write an address and a port like 127.0.0.1:8080.
cli-usage-form-keep = Write a number, at least 1.
cli-usage-form-top = Write a number.
cli-usage-form-n = Write two numbers with a comma between, women first: 210,180.
cli-usage-form-seed = Write a whole number.
cli-bad-terminal = This is a file, no text for the screen. Write -o and a file name.
cli-bad-output = { $path } could not be written: { $why }. Check that the folder exists and that you may write in it.
cli-bad-format = This can be had as: { $about }.
cli-bad-with = A comparison needs more municipalities. Write --with and which.
cli-bad-kpi = A document about a figure needs exactly one figure. Write --kpi and which.
cli-bad-n-areas = The numbers in --n are about the values of one municipality. Write --area and one municipality, without --peers.
cli-bad-n-share = { $about } is no share: the numbers in --n then say nothing of the uncertainty. Leave --n out.
cli-bad-listen = { $about }
cli-bad-listen-why = Cannot listen on { $address }: { $why }. Choose another address with --listen.
cli-bad-address = “{ $about }” is no address to reach the pages by. It looks like https://jamsides.municipality.se.
cli-demo-real = There are real people in { $about }. The demonstration lets anybody sign in as anybody, and may only use an empty database.
cli-demo-mail = The demonstration sends letters only when it listens on this machine alone.
cli-bad-smtp = The mail server or the sender cannot be used: { $about }.
cli-usage-form-role = Roles are called organiser, politician, manager, strategist, key_person, mentor, mentor_support, reader and operator.
cli-bad-method-path = { $about } cannot be read.
cli-bad-method-diff = { $about }: they are of different kinds and cannot be compared.
cli-bad-method-new = { $about }
cli-bad-method-there = { $about } is there already. Choose another id or another folder.
cli-bad-what = Say what to fetch: --set jamstalldhet, --kpi and figures, --all, or --file and files.
cli-bad-kpi-id = “{ $about }” is no id of a figure. They look like N00206 or U09800.
cli-bad-area-id = “{ $about }” is no code or known name. Codes have four digits, like 2282; names can be written once figures have been fetched.

## Answers
cli-nothing-found = Nothing was found. Try another year, another figure or another municipality.
cli-invented = Everything is invented. The municipalities do not exist.
cli-scan-counts = { $split } figures are split by sex here: { $tested } have been tested, { $background } are background and { $untested } cannot be tested. False alarms to expect: at most { $false } among the { $differ } where women and men differ, at most { $false-peers } among the { $peers } where the difference is another than in { $group }.
cli-scan-none = No figure shows a difference that can be told from chance.
cli-scan-learn = Here others can learn
cli-scan-totals = Figures not split by sex
cli-scan-totals-why = For these figures the source has one value, or one figure for each sex. So we do not test whether a difference may be due to chance.
cli-scan-all-more = The counts are of figures where the difference between women and men is certain, and how it stands to similar municipalities. Every row comes with --format csv, json or xlsx.
cli-compare-bring = Bring to the meeting
cli-report-written = The document is in { $path }.
cli-man-written = { $n } manual pages are in { $path }.
cli-serve-demo = Invented municipalities are shown at { $address } (end with Ctrl-C).
cli-serve-data = The figures in { $folder } are shown at { $address } (end with Ctrl-C).
cli-serve-cases = The cases in { $folder } have been gone through and are shown at /en/cases.
cli-serve-ended = Ended.
cli-user-made = { $name } has been entered. Hand over the link so that only that person sees it. It holds for fourteen days, and once:
cli-user-known = { $name } had an account already and has been given the role.
cli-replicate-short = The figures are too few to look back on: several years from 2015 are needed.
cli-promise-title = How often the promises have held, { $from }–{ $to }
cli-promise-lead = For every year we computed from what there was before and then looked at what the year gave. All but the number is per cent.
cli-promise-what = What
cli-promise-n = Number
cli-promise-within-95 = In 95 %
cli-promise-within-998 = In 99.8 %
cli-promise-flagged = Certain
cli-promise-same-sign = Same sign
cli-promise-same-sign-unflagged = …of the rest
cli-promise-peers-flagged = Against group
cli-promise-peers-same-sign = Same sign

## Heads of tables
cli-col-kpi = Figure
cli-col-figure = Name
cli-col-code = Code
cli-col-area = Area
cli-col-year = Year
cli-col-women = Women
cli-col-men = Men
cli-col-total = All
cli-col-difference = Published difference
cli-col-estimate = Lasting difference (95% interval)
cli-col-estimate-sampled = The year's difference (95% interval)
cli-col-peers = Lasting in the group
cli-col-value = Value
cli-col-even = Even would be
cli-col-mean = The group, mean
cli-col-verdict = Verdict
cli-col-figures = Figures
cli-col-differ = Certain difference
cli-col-larger = Larger than similar
cli-col-smaller = Smaller than similar
cli-col-method-id = Id
cli-col-method-name = Name
cli-method-well = { $n } files checked. Nothing to remark on.
cli-method-faults = Number of faults: { $n }. Change and check again.
cli-method-no-files = There are no models here. They are called something ending in .toml; begin one with: jamsides method new
cli-method-unknown = There is nothing called “{ $id }”. Write jamsides method show to see what there is.
cli-method-unknown-likeliest = There is nothing called “{ $id }”. Did you mean { $likeliest }?
cli-history-unknown = There is no round or organisation called “{ $id }”. Write jamsides history to see the rounds.
cli-history-unknown-likeliest = There is no round or organisation called “{ $id }”. Did you mean { $likeliest }?
cli-method-begun = The model is in { $path }. Change model.toml and check it with: jamsides method check { $path }
cli-col-snapshot = Snapshot
cli-col-rows = Rows
cli-col-years = Years
cli-col-size = Size
cli-col-source = Source
cli-col-kind = Contents
cli-col-retrieved = Fetched
cli-col-who = Who
cli-states-value = value
cli-state-value = value
cli-state-missing = missing
cli-state-secret = secret
cli-state-not-applicable = not applicable
cli-state-deleted = withdrawn
cli-state-absent = no record
cli-verdict-learn-from-us = others can learn here
cli-verdict-smaller-than-peers = smaller than in the group
cli-verdict-larger-than-peers = larger than in the group
cli-verdict-as-peers = about as in the group
cli-verdict-cannot-tell = may be due to chance
cli-verdict-differs = hardly chance
cli-verdict-background = background
cli-verdict-other-way = the other way than the group
cli-verdict-not-tested = not tested

## Import and snapshots
cli-import-refused = Nothing has been changed. The figures there were stay in use.
cli-import-reading = Reading …
cli-import-taken = Read { $file }: { $what }, { $rows } rows.
cli-import-left = Left { $file }: { $why }.
cli-import-identical = { $n } values stood more than once, the same every time.
cli-import-replaced = { $n } values were replaced by ones fetched later.
cli-import-done = New snapshot: { $id }
cli-import-wait = Kolada does not answer or asks us to wait. Trying again in { $seconds } s.
cli-import-pages = { $pages } pages, { $rate } a second, { $left } left
cli-import-fetched = Fetched { $n } pages from { $url }.
cli-import-resumed = { $n } pages were here already from a fetch that was broken off.
cli-import-values = { $values } values of { $figures } figures.
cli-what-values = values
cli-what-catalogue = names and definitions of figures
cli-what-list = a choice of figures
cli-what-areas = areas
cli-what-municipalities = municipalities with county, class and population
cli-what-groups = groups
cli-what-similar = similar municipalities
cli-snapshot-none = There are no snapshots in { $folder }. Fetch figures with: jamsides import kolada --set jamstalldhet
cli-snapshot-rows = { $figures } figures with values, { $rows } rows (figure, area and year), { $from }–{ $to }.
cli-snapshot-notes = Notes
cli-mismatch-lead = In { $n } figures the total unusually often does not fit women and men. Have a look before you use them:
cli-mismatch-sum = { $kpi }: the number for all is not the sum of women and men in { $off } of { $checked } rows (for example { $area }, { $year }).
cli-mismatch-range = { $kpi }: the value for all lies outside women's and men's in { $off } of { $checked } rows (for example { $area }, { $year }).
cli-mismatch-more = … and { $n } more. All of them are in: jamsides snapshot show --format json
cli-verify-whole = { $id } is whole ({ $files } files).
cli-verify-damaged = { $id } is damaged: { $why }.
cli-prune-none = There is nothing to remove.
cli-prune-gone = Removed: { $names }.

## What was written in
cli-database-none = There is no database in { $about }. Say where it is with --database or JAMSIDES_DATABASE. A backup is put in with: jamsides restore
cli-database-file-there = { $about } is there already and was left as it is. Choose another name, or write --force.
cli-database-itself = { $about } is the database itself and must not be written over. Choose another name.
cli-database-file-damaged =
    { $file } is damaged, or no file from jamsides backup or jamsides export. Nothing of it was taken in.
    Use another copy. This is not right: { $why }
cli-database-own-words = What it said: { $words }
cli-backup-done = The backup of { $database } is in { $file }. It holds hashed passwords and personal data: keep it as safe as the database.
cli-restore-done = Everything in { $file } is now in { $database } and was checked (records: { $n }). What was erased after the copy was made needs to be erased again.
cli-restore-organisation = { $about } is the data of one organisation, no backup. Read it in with: jamsides import programme
cli-export-done = The data of { $organisation } is in { $file }, with its history and attached files. Others' data is not in it, only what they are called.
cli-export-unknown = No organisation has the name, area code or id “{ $name }”.
cli-export-unknown-alike = No organisation has the name, area code or id “{ $name }”. Did you mean { $alike }?
cli-export-several = More than one organisation has that name. Write the id instead: { $about }
cli-import-programme-done = The data in { $file } is now in { $database } (records: new { $n }, known before { $known }, by name only { $reduced }).
cli-import-instance = { $about } is a backup of everything. Put it into an empty database with: jamsides restore
cli-database-looked-at = Looked at in { $database }: changes { $changes }, records { $records }, lines of history { $entries }, attached files { $contents }, jobs { $jobs }.
cli-database-well = Everything is as it should be.
cli-database-faults = Faults: { $n }. Do nothing more in the database until this is cleared up: compare with a backup, or put that into a new database with jamsides restore.
cli-database-more = … and { $n } more. All of them are in: jamsides verify --format json
cli-fault-pages = The database's own check finds faults: { $place }
cli-fault-pointer = { $place }: a pointer in the table leads nowhere.
cli-fault-newer = { $place }: written by a newer version of the program, and so not looked into.
cli-fault-body = { $place }: the content cannot be read.
cli-fault-facts = { $place }: what can be searched for is not what the content says.
cli-fault-journal = { $place }: the history is broken or altered.
cli-fault-content = { $place }: the attached file is missing or altered.

## Doctor
cli-doctor-version = Jämsides { $version }. The figures are in { $folder }.
cli-doctor-readable = The folder { $folder } can be read.
cli-doctor-unreadable = The folder { $folder } cannot be read: { $why }. Check its permissions.
cli-doctor-no-folder = { $folder } is no folder. Choose another with --data.
cli-doctor-writable = { $folder } can be written to.
cli-doctor-unwritable = { $folder } cannot be written to: { $why }. Check its permissions, or choose another folder with --data.
cli-doctor-free = No import is running.
cli-doctor-busy = An import is running just now.
cli-doctor-room = There are { $free } free on the disk.
cli-doctor-no-room = There are only { $free } free on the disk. A large import needs { $need }: prune with jamsides snapshot prune --keep 2, or move the folder with --data.
cli-doctor-list = The snapshots cannot be listed: { $why }
cli-doctor-empty = No figures have been fetched yet. Begin with: jamsides import kolada --set jamstalldhet
cli-doctor-built-in = Texts, lists, map and fonts are in the program.
cli-doctor-not-built-in = The program is not whole: { $why }. Build or download it again.
cli-doctor-well = Everything is in place.
cli-doctor-faults = Something needs to be done: see the lines with ✗.
cli-cmd-groups = Form groups and find mentors, and be told why.
cli-cmd-groups-history = Compute the groups of the rounds since 2015 anew by distance, and show them beside what they were.
cli-cmd-groups-history-more =
    Examples:
      jamsides groups history                        all rounds
      jamsides groups history omgang-2017            one round, with its groups
      jamsides groups history --format json          for another program
cli-opt-groups-history-round = The id of the round; otherwise all rounds
cli-groups-history-unknown = There is no round called “{ $id }”. Those there are: { $rounds }.
cli-cmd-groups-more =
    Begin like this:
      jamsides groups example -o round.toml          a round to begin from
      jamsides groups form --input round.toml --explain
cli-cmd-groups-form = Form the best groups, with a mentor each.
cli-cmd-groups-form-more =
    Examples:
      jamsides groups form --input round.toml --explain
      jamsides groups form --input rules.toml --input organisations.csv --travel ways.csv
      jamsides groups form --input round.toml --format json -o groups.json
    
    The same file gives the same answer. With --time-limit, or when you press Ctrl-C, you get the best that was
    found and how much better it could be at most. Where it cannot be done you are told which rules collide.
    What the files look like stands in docs/groups.md.
cli-cmd-groups-check = May groups look like this, and what do they cost?
cli-cmd-groups-check-more =
    Example:
      jamsides groups check --input round.toml --arrangement groups.json
    
    Exit code 3 where a rule is broken.
cli-cmd-groups-why = Why these together, what each gave up, and what was next best.
cli-cmd-groups-why-more =
    Examples:
      jamsides groups why --input round.toml --organisation Kramfors
      jamsides groups why --input round.toml --arrangement groups.json
cli-cmd-groups-compare = What differs between two arrangements, and who gains by which?
cli-cmd-groups-compare-more =
    Example:
      jamsides groups compare --input round.toml first.json then.json
cli-cmd-groups-example = Write a round to begin from, with explanations.
cli-cmd-groups-example-more =
    Examples:
      jamsides groups example -o round.toml
      jamsides groups example -o organisations.csv   the organisations as a spreadsheet
cli-opt-groups-form-input = The round: a TOML file, CSV files of organisations, or both (--input once for each)
cli-opt-groups-check-input = The round: a TOML file, CSV files of organisations, or both (--input once for each)
cli-opt-groups-why-input = The round: a TOML file, CSV files of organisations, or both (--input once for each)
cli-opt-groups-compare-input = The round: a TOML file, CSV files of organisations, or both (--input once for each)
cli-opt-travel = Times or distances as CSV; otherwise as the crow flies between the municipalities' middles
cli-opt-figures = Take inhabitants, type and similar municipalities from the snapshot, where the file says nothing
cli-opt-differences = Let the key differences say, too, who can learn from whom
cli-opt-explain = Say why, for each group and each organisation
cli-opt-time-limit = Stop after so many seconds, with the best that was found
cli-opt-arrangement = The groups: the answer of groups form, or a file of your own
cli-opt-groups-why-arrangement = The groups to explain; otherwise they are formed first
cli-opt-groups-why-organisation = Only about this organisation
cli-opt-one = The one arrangement
cli-opt-other = The other
cli-value-seconds = SECONDS
cli-usage-form-time-limit = Write a number of seconds, such as 60.
cli-bad-file = { $about } cannot be read. Check the name and that you may read the file.
cli-groups-filled = What is known of { $n } organisations was taken from the snapshot.
cli-groups-nobody = No participant or mentor is called “{ $name }”. Write the name or code as it stands in the file.
cli-groups-out = Without a group: { $names }.
cli-groups-left-out = Without a group
cli-groups-fared = How it went for each
cli-col-groups-number = Group
cli-col-groups-members = Participants
cli-col-groups-mentor = Mentor
cli-col-groups-support = Behind the mentor
cli-col-groups-way = Longest way
cli-col-groups-points = Costs
cli-col-groups-wish = Wish
cli-opt-schema-what = rows (rows of figures, where nothing is said) or groups (the answer of jamsides groups)
cli-value-what = WHAT

cli-value-column = COLUMN
cli-value-columns = COLUMNS
cli-value-column-numbers = COLUMN|NUMBERS
cli-value-column-address = COLUMN|ADDRESS
cli-value-number = NUMBER
cli-value-text = TEXT
cli-value-method = METHOD

cli-cmd-stats = Compute with a statistical method by name, on a file (CSV, Parquet, XLSX) or on numbers you write.
cli-cmd-stats-more =
    Examples:
      jamsides stats list                                        all methods
      jamsides stats wilson --help                               formula, reference and an example
      jamsides stats wilson --x 81 --n 263                       numbers written out
      jamsides stats newcombe file.csv --x granted --n applied --group sex
      jamsides stats welch file.xlsx --value hours --group sex --by municipality --format csv
      jamsides stats verify                                      compute published cases again
cli-cmd-stats-list = Show all methods.
cli-cmd-stats-verify = Compute all published cases again and show what is expected, what we get and the difference.
cli-opt-stats-words = The method's name and its options, or list, or verify
cli-opt-stats-file = File with columns: CSV, Parquet or XLSX; without a file numbers are written out
cli-stats-needed = needed
cli-stats-formula = Formula:
cli-stats-reference = Reference:
cli-stats-also = Also called:
cli-stats-example = An example that runs:
cli-stats-list-more = More about a method: jamsides stats METHOD --help
cli-stats-unknown = There is no method called “{ $method }”. Write jamsides stats list to see them all.
cli-stats-unknown-likeliest = There is no method called “{ $method }”. Did you mean { $likeliest }?
cli-stats-verified = { $all } published numbers were computed again; { $off } do not agree.
cli-opt-stats-example = Run the method's example, without a file or other options

## Case data
cli-value-cases = CASES
cli-value-condition = CONDITION
cli-value-reference = REFERENCE
cli-value-share = SHARE
cli-value-example = EXAMPLE
cli-cmd-analyse = Compute on cases: the raw difference between women and men, what explains it and what is left.
cli-cmd-analyse-more =
    Examples:
      jamsides analyse --example home-care --rows 1000000 -o cases.parquet
      jamsides analyse cases.parquet --outcome hours --by sex --place municipality
          --adjust age,need,alone --cluster municipality --reps 1000
      jamsides analyse folder/ --outcome hours --by sex --adjust need --where "age>=65"
          --codebook codebook.toml -o answer.pdf
    With -o answer.pdf, answer.json, answer.csv or answer.xlsx the same answer comes in that form. docs/cases.md describes the codebook.
    The cases are read where they lie. Nothing is written beside them, and nothing of them is kept by the program.
cli-opt-analyse-cases = File or folder of cases: CSV or Parquet
cli-opt-analyse-outcome = The outcome's column: hours, yes or no as 1 and 0, a count, an amount
cli-opt-analyse-by = The column of legal sex, otherwise sex (1 man, 2 woman; K, M; or as the codebook says)
cli-opt-analyse-place = The column of areas, such as the municipality: each gets an answer of its own
cli-opt-analyse-adjust = Columns that women and men are to have in common when compared, with commas between
cli-opt-analyse-cluster = The column of groups whose cases hang together: the intervals allow for it. Or df://host:port, the address of machines that do the adding up (needs the feature cluster); may be given once of each
cli-opt-analyse-weight = The column of weights
cli-opt-analyse-filter = Only rows where the condition holds: "age>=65", "year=2024"; may be repeated; SQL with the feature cluster
cli-opt-analyse-codebook = Codebook (TOML): what columns and codes mean
cli-opt-analyse-reference = Whose terms value the circumstances: men, women, pooled, neumark, cotton or half; otherwise pooled
cli-opt-analyse-confidence = Confidence of the intervals, otherwise 0.95
cli-opt-analyse-level = Share of false alarms allowed among areas pointed out, otherwise 0.05
cli-opt-analyse-reps = So many draws of groups for the intervals; formulas otherwise
cli-opt-analyse-seed = Seed of chance: the same number gives the same answer
cli-opt-analyse-bad-rows = The largest share of rows that may be unusable, otherwise 0.05
cli-opt-analyse-example = Make invented cases instead: home-care
cli-opt-analyse-rows = So many invented cases, otherwise 100000
cli-analyse-inside = The cases lie in the program's own data folder ({ $path }). Better put them in a folder of their own: the data folder is backed up and can be read by the web site.
cli-analyse-made = Invented cases were written to { $path }.
cli-bad-cases = Write which file the cases are in and which column is the outcome: jamsides analyse cases.csv --outcome hours.
cli-bad-codebook = The codebook { $about } cannot be read. See that it is there and that you may read it; it should be text in UTF-8.
cli-bad-share = { $about } is a share between 0 and 1, such as 0.95.
cli-bad-reps = --reps draws groups. Write --cluster, too, and which column holds them.
cli-bad-example = Write -o and which file the invented cases are to be put in.
cli-bad-ending = By its name { $about } is no text file, but text is what this answer is. Choose a name that ends in .txt, .csv or .json.
cli-bad-over-source = { $about } is, or lies among, the files the answer is made from, and was left as it is. Choose another name or another folder.
cli-bad-clusters = --cluster takes one column and one address. There is one too many: { $about }.
cli-bad-no-cluster = This program cannot reach { $about }: it was built without the feature cluster (cargo build --release --features cluster).
cli-bad-cluster = The cluster could not do it. { $about }
cli-bad-cluster-address = { $about } is no address of a scheduler. Write df://host:port.
cli-cmd-cluster = This machine as part of a cluster that adds up cases.
cli-cmd-cluster-more =
    Whoever reaches the ports can have every file read that the machine can read. Use a network of its own.
cli-cmd-cluster-scheduler = Hand out work until the program is ended.
cli-cmd-cluster-executor = Do work until the program is ended.
cli-opt-cluster-scheduler-listen = Address and port to listen at, otherwise 127.0.0.1:50050
cli-opt-cluster-scheduler-host = The name by which the executors reach it
cli-opt-cluster-executor-scheduler = The scheduler's address, otherwise df://127.0.0.1:50050
cli-opt-cluster-executor-listen = Address and port to listen at, otherwise 127.0.0.1:50051; the next port is used, too
cli-opt-cluster-executor-host = The name by which the others reach it
cli-opt-cluster-executor-cores = So many tasks at a time, otherwise one a core
cli-opt-cluster-executor-folder = Folder for what the others are to fetch, otherwise a temporary one
cli-cases-fault = { $about }
cli-groups-first = The first
cli-groups-second = The second
cli-groups-others = In other groups rules are broken in { $n } more places.
