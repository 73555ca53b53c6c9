"""Removes what sites put around and into an article's text: credits, captions, calls to subscribe, tickers, buttons.

Each rule looks at one line. A line goes only if it says little else: a sentence of the article that uses such
words stays.
"""

import re

from bot.text.lines import Line

_LONGEST = 420
"""Characters. Cookie notices and notes on foreign agents are the longest."""
_LONGEST_CALL = 300
_SHORT = 70
_LONGEST_CAPTION = 160
_CREDIT_WITHIN = 110
"""Characters at the end of a line where a credit may stand."""

_PLATFORM = (
    r"\b(?:teleg?ram|телег?рам|тг\b|viber|вайбер|whats ?app|вотсап|ватсап|вконтакте|vk\b|вк\b|max\b|дзен|facebook"
    r"|фейсбук"
    r"|[іи]нстаграм|instagram|twitter|твиттер|твіттер|\bx\b|youtube|ютуб|tik ?tok|google|одноклассник|соц ?сет"
    r"|соц ?мереж"
    r"|social media|канал|channel|рассылк|розсилк|newsletter|inbox|приложени|застосун|\bapp\b|push|уведомлен|сповіщен"
    r"|notification|сообществ|спільнот|групп|груп[аиу]\b|чат|бот\b|e-?mail|почт[еу]|пошт[уі]|дайджест|digest"
    r"|подкаст|podcast|patreon|boosty|[\w-]+(?:канал|чат)[уе]?\b)"
)
_SUBJECT = (
    r"(?:новост|новин|news|headlines|материал|матеріал|важн|важлив|updates|редакц|нам\b|пожертв|донат|друзь|друзя|ссылк"
    r"|посилан|\+\d)"
)
_CALLS = (
    r"подпи(?:сывай(?:ся|тесь)|ши(?:сь|тесь)|саться)|следи(?:те)? за|чита(?:й|йте) (?:нас|наш|.{2,40}? в\b)"
    r"|смотри(?:те)? нас|будь(?:те)? в курсе|(?:при|под)соединяйтесь|вступай(?:те)?|заходите|(?:по)?ставьте лайк"
    r"|жмите|оформ(?:ите|ляйте)|поддерж(?:ите|ать) (?:нас|наш|редакц|проект)|помогите (?:нам|нашей)"
    r"|хотите (?:быть в курсе|узнавать|получать|читать|первыми|поделиться)"
    r"|(?:по)?дели(?:тесь|сь) (?=с друзь|в соц|ссылк|новост|материал|этой)"
    r"|(?:по)?діліться (?=з друз|у соц|посилан|новин)"
    r"|оставьте (?:свой|свою|вашу?|адрес)|остава(?:йтесь|ться) (?:с нами|в курсе|на связи)|установите|скача(?:йте|ть)"
    r"|(?:прислать|пришлите|предложи(?:ть|те)|присылайте) .{0,30}(?=новост|нам\b|редакц)|сообщи(?:ть|те) (?:нам"
    r"|в редакцию|об этом|о новости)"
    r"|(?:стали|вы (?:стали )?)\s?(?:очевид|свидетел)\w+|есть (?:новость|тема|что рассказать)"
    # Ukrainian
    r"|підпи(?:суй(?:ся|тес[ья])|ші?ться|шіться|сатис[яь])|стежте за|слідкуйте за|читайте (?:нас|наші|.{2,40}? [ву]\b)"
    r"|дивіться нас|долуча(?:йтеся|йтесь|йся)|приєдну(?:йтеся|йтесь|йся)|заходьте|тисніть|підтрима(?:йте"
    r"|ти) (?:нас|наш|редакц)"
    r"|хочете (?:бути в курсі|дізнаватис\w|отримувати|читати|першими)|залиш(?:те|іть) (?:св|ваш|адрес)\w*"
    r"|залишай(?:тесь|теся) (?:з нами|в курсі)"
    r"|встановіть|завантаж(?:те|уйте|ити)|(?:надішліть|надіслати|повідомте|запропонувати"
    r"|надсилайте) .{0,30}(?=новин|нам\b|редакц)|стали (?:свідк|очевидц)\w+"
    # English
    r"|subscribe|sign up|follow (?:us|our)|join (?:us|our|the conversation)|like us|find us|stay (?:up to date"
    r"|informed|connected|tuned|in the loop)"
    r"|never miss|don['’]t miss|download our|support (?:our|independent|us\b|quality)|become a (?:member"
    r"|subscriber|supporter)|keep up with"
    r"|contact (?:us|our newsroom)|(?:do you )?have (?:a|you got a) (?:tip|story|news)|send us"
)
"""What readers are called to do, at the start of a line; it counts if it is named what for."""
_HINTS = (
    r"чтобы (?:не пропустить|узнавать|знать|быть в курсе|первыми|получать|читать)|больше|ещё больше|еще больше|все"
    r"|сам[ыоу]\w*|только"
    r"|новости|наш(?:и|а)?|главн\w+|важн\w+|оперативн\w+|добав(?:ьте|ить)|включите|хотите"
    r"|щоб (?:не пропустити|знати|дізнаватис\w|бути в курсі|першими|отримувати)|більше|ще більше|усі|най\w+"
    r"|термінові|важливі|оперативні|тільки|новини|наш[аі]?"
    r"|додайте|увімкніть|get|for more|our|want|turn on|all|more|follow|join|download"
)
"""With these at its start, a short line is a call if it names a channel."""
_INVITATION = re.compile(rf"(?:{_CALLS})\b.*?(?:{_PLATFORM}|{_SUBJECT}|,? (?:чтобы|щоб) не проп)", re.IGNORECASE)
_HINTED = re.compile(rf"(?:{_HINTS})\b.{{0,120}}?{_PLATFORM}", re.IGNORECASE)
_OUR_CHANNEL = re.compile(
    r"(?:[ву]|на|до|за|in|on|to) (?:наш\w*|our) (?:официальн\w+ |офіційн\w+ |official )?(?:telegram|телеграм|viber"
    r"|whatsapp|канал"
    r"|channel|чат|бот|групп|груп|рассылк|розсилк|newsletter|спільнот|сообществ|соцсет|соцмереж|дзен|youtube|ютуб"
    r"|max\b|вк\b|vk\b)",
    re.IGNORECASE,
)
_APPEAL = re.compile(
    r"\b(?:мы|нам|нас|наш\w*|ми|we|us|our)\b.{0,100}\b(?:донат|пожертв|благодаря вам|завдяки вам|donat"
    r"|ваш\w* (?:помощ|поддержк|взнос|допомог|підтримк|внес)|your (?:help|support))"
    r"|\b(?:сделать пожертвование|зробити внесок|поддержать (?:нас|редакцию)|підтримати (?:нас|редакцію))\b",
    re.IGNORECASE,
)
"""A sentence that asks readers to give something to the outlet."""
_LONGEST_APPEAL = 180
_REPORTED = re.compile(
    r", (?:сказа|заяв|призва|попрос|сообщ|рассказ|повідом|розпов|said|told|asked|urged)", re.IGNORECASE
)
_NETWORK = re.compile(
    r"(?:вконтакте|вк|vk|одноклассники|ок|ok|мой мир|telegram|телеграм|тг|tg|viber|вайбер|whatsapp|facebook"
    r"|фейсбук|fb|twitter|x"
    r"|instagram|инстаграм|інстаграм|youtube|tiktok|linkedin|pinterest|reddit|threads|max|дзен|rss|messenger|skype"
    r"|livejournal"
    r"|email|e-mail|google news|print|печать|друк|copy link|скопировать ссылку|копировать ссылку|скопіювати посилання)"
    r"(?:\W+(?:(?:и|і|та|and|в|у|на|on)\W+)?|$)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    # credits and calls
    r"автор (?:фото|снимка|світлини) .{2,60}|подпи(?:шись|шитесь|сывайтесь|сывайся)|підпи(?:шись|шіться|суйтесь|суйся)"
    # for readers of the screen
    r"|(?:пропустить|пропустити|skip) .{2,90}|(?:конец|кінець|end) (?:истории|історії|контента|контенту|of) .{0,80}"
    r"|end of (?:content|story|article)|конец (?:материала|статьи)"
    r"|верну(?:ться|тесь) (?:к|на|в) .{2,30}|повернутис[яь] (?:до|на) .{2,30}|back to .{2,20}"
    # advertisements
    r"|(?:на правах )?реклам[аы]|advertisements?|sponsored(?: content| post)?|партн[её]рский (?:материал|проект)"
    r"|спецпроект"
    r"|(?:story|article) continues (?:below|after).{0,30}|scroll to continue.{0,30}|продолжение (?:после рекламы"
    r"|ниже)|продовження (?:після реклами|нижче)"
    r"|реклама\b.{0,160}(?:erid|инн|іпн|0\+|18\+).{0,80}|erid.{0,60}"
    # buttons
    r"|(?:поделиться|поделись|поділитис[яь]|поділися|розповісти друзям|рассказать друзьям)(?: .{0,60})?"
    r"|share(?: (?:this|on|via|article|story|full article).{0,40})?"
    r"|нажмите,? (?:здесь,? |тут,? )?чтобы поделиться.{0,80}|натисніть,? (?:тут,? )?щоб поділитися.{0,80}"
    r"|click to .{0,60}"
    r"|(?:показать|загрузить|смотреть|показати|завантажити|дивитис[яь]|load|show|view|see) (?:ещё|еще|больше|все"
    r"|всё|ще|більше|усі|more|all)(?: .{0,30})?"
    r"|(?:все|всі|усі|all) (?:новости|новини|материалы|матеріали|публикации|публікації|статьи|статті|news"
    r"|stories)(?: (?:автора|раздела|рубрики|по теме|за темою|розділу|by .{2,30}))?"
    r"|читать (?:далее|дальше|полностью|все|всё|целиком|на .{3,20})|читати (?:далі|повністю|українською|російською"
    r"|на .{3,20})|версия для печати|версія для друку"
    r"|назад|впер[её]д|далее|далі|наверх|вгору|главная|головна|свернуть|развернуть|закрыть|закрити|понятно"
    r"|зрозуміло|принять|прийняти|(?:accept|ok|got it|close|menu|search|меню|поиск|пошук)"
    r"|(?:предыдущ|следующ)\w+ (?:статья|запись|новость|материал|публикация)|(?:попередн|наступн)\w+ (?:стаття"
    r"|запис|новина|матеріал|публікація)"
    r"|(?:previous|next) (?:article|post|story)|подписаться|подписка|підписатис[яь]|відписатис[яь]"
    r"|subscribe(?: (?:now|here|today))?|sign (?:in|up)(?: (?:now|here|today|for free))?|log ?in|войти|увійти"
    r"|регистрация|реєстрація"
    r"|(?:отправить|надіслати) (?:ошибку|помилку|сообщение|повідомлення)|(?:обновить|оновити) (?:список|страницу"
    r"|сторінку).{0,30}"
    r"|video player|видеоплеер|play video|смотреть видео|дивитися відео|слушать(?: новость| статью)?|слухати"
    r"|listen(?: to (?:this )?article)?(?: .{0,15})?|(?:відео|видео|фото|video|photo) дня"
    # comments
    r"|(?:добавить|оставить|написать|ваш|читать) комментари[йи]|(?:додати|залишити|написати|ваш) коментар[іi]?"
    r"|комментари[йиев]{1,3}(?:\W*\d+\W*)?|коментар\w{0,2}(?:\W*\d+\W*)?"
    r"|(?:leave|post|add) a (?:comment|reply)|\d* ?comments?(?: \(?\d+\)?)?|join the (?:conversation|discussion)"
    r"|обсуд(?:ить|им)|обсуждение|обговорити|обговорення|комментарии (?:отключены|закрыты)"
    r"|(?:что|а что|а вы что|що) (?:вы )?(?:думае(?:те|шь)|думаєте).{0,80}"
    r"|ваш (?:адрес )?e-?mail не будет опубликован.{0,80}|ваша e-?mail адреса не .{0,100}"
    r"|your email address will not.{0,80}|обязательные поля.{0,40}|обов['’ʼ]язкові поля.{0,40}"
    r"|(?:войдите|авторизуйтесь|зарегистрируйтесь).{0,100}|(?:увійдіть|авторизуйтес[ья]|зареєструйтес[ья]).{0,100}"
    r"|(?:log|sign) in (?:or|to).{0,60}"
    r"|лайк|смех|удивление|гнев|печаль|нравится|подобається|like|dislike|(?:оцените|оцініть) .{3,40}"
    r"|rate this.{0,30}|рейтинг\W*[\d.,/\s]*"
    r"|(?:вам )?(?:понрави|сподоба)\w+ .{3,40}|прочитано\b.{0,20}|прочитали\b.{0,20}"
    r"|(?:подробн|детальн|докладн)\w+\b.{0,60}\b(?:читайте|смотрите|дивіться|в (?:сюжете|материале|видео|репортаже)"
    r"|[ву] (?:сюжеті|матеріалі|відео)|тут|здесь|по ссылке|за посиланням)\b.{0,30}"
    r"|(?:материалы|матеріали) (?:к|до) (?:статье|новости|статті|новини)"
    r"|(?:материал|новость|статья|текст|новина|матеріал) (?:дополняется|обновляется|доповнюється|оновлюється)"
    r"|(?:станьте|стати|стать) .{0,40}(?:патрон|подписчик|підписник|спонсор|партн[её]р)\w*.{0,40}"
    # about the page
    r"|(?:кол(?:ичест)?во )?просмотр\w{0,3}\W*[\d\s.,]*[кkтыстис.]{0,4}"
    r"|(?:кількість )?перегляд\w{0,3}\W*[\d\s.,]*[кkтистис.]{0,4}|[\d\s.,]+(?:просмотр|перегляд|views?)\w*"
    r"|views?\W*[\d\s.,]*"
    r"|(?:время чтения|час читання|читать|читати|reading time)\W*(?:~|до|менее|менше|less than)?\s?\d*.{0,15}"
    r"|\d+[ -](?:мин|хв|min)\w*\.?(?: (?:чтения|на чтение|читання|read))?"
    r"|(?:теги|тэги|метки|ключевые слова|ключові слова|мітки|tags|topics|filed under|хештеги)\b.{0,200}|(?:больше"
    r"|більше) .{0,20}(?:по|за) тегам?и?.{0,30}"
    r"|(?:категори[яийї]|рубрик[аи]|раздел|розділ|category|categories)\s?:.{1,80}"
    r"|(?:возрастн\w+|вікова?)\b.{0,40}\d{1,2}\s?\+|\d{1,2}\s?\+|(?:ua|ru|en|uk|ukr|rus|eng|укр|рус"
    r"|англ)(?:\W+(?:ua|ru|en|uk|ukr|rus|eng|укр|рус|англ))*"
    r"|(?:©|\(c\)|copyright\b|все права защищены|усі права захищено|всі права захищен|all rights reserved).{0,200}"
    r"|(?:при|за) (?:цитировании|использовании|копировании|перепечатке|цитуванні|використанні|передруку).{0,240}"
    r"|наш[іи] (?:стандарт[иы]|правила|контакти|контакты).{0,80}|редакці?(?:онная|ійна) політика.{0,60}"
    r"|made on tilda|к читателям|до читачів|подробности|деталі публікації|from our partners|новости партн[её]ров"
    r"|новини партнерів|ваш браузер не поддерживает.{0,100}|your browser does not support.{0,100}"
    # mistakes and rights
    r"|(?:нашли|увидели|заметили|обнаружили|если вы (?:нашли|заметили|обнаружили)) (?:ошибку|опечатку"
    r"|неточность).{0,200}|(?:знайшли|помітили|побачили|якщо ви (?:знайшли|помітили|побачили)) (?:помилку"
    r"|неточність|одрук).{0,200}|(?:spotted|noticed|found|see) an? (?:error|typo|mistake|inaccuracy).{0,120}"
    r"|(?:настоящий|данн(?:ое|ый)) (?:материал|сообщение).{0,40}(?:создан|произвед|распростран|направлен).{0,350}"
    r"|\*.{0,160}(?:запрещ[её]н\w*|признан\w*).{0,80}(?:росси|рф|экстремист|иноагент|иностранн).{0,120}"
    # consent
    r"|(?:мы|наш сайт|этот сайт|данный сайт|сайт|на (?:нашем |этом )?сайте|продолжая|оставаясь|используя|нажимая"
    r"|посещая|ми|цей сайт|наш сайт|на (?:нашому|цьому) сайті|продовжуючи|залишаючись|користуючись|натискаючи"
    r"|we|our (?:web ?)?site|this (?:web ?)?site|by (?:continuing|using|clicking)|accept(?: all)?|для улучшения"
    r"|для поліпшення|для покращення)\b.{0,300}(?:cookie|куки|кукі|конфиденциальност|конфіденційност"
    r"|персональн\w+ дан|privacy policy).{0,200}"
    r"|(?:политика конфиденциальности|політика конфіденційності|privacy policy|terms of (?:use|service)"
    r"|пользовательское соглашение)",
    re.IGNORECASE,
)
"""A whole line, with signs around it left out."""
_CONTAINED = re.compile(
    r"ctrl ?\+ ?enter|(?:все|всі|усі) права защ?[иі]щ?|all rights reserved"
    r"|\((?:подробнее|детальніше|докладніше|read more|more details)\W*\)\W*\Z"
    r"|accept all|manage (?:your )?(?:preferences|cookies)|cookie (?:policy|settings|preferences)",
    re.IGNORECASE,
)
"""Wherever it stands, a line of at most 240 characters is no part of the article."""
_WHOLE_STARTS = frozenset(
    """
    пропустить пропустити skip конец кінець end автор подпишись подпишитесь подписывайтесь подписывайся підпишись
    підпишіться підписуйтесь підписуйся вернуться вернитесь повернутися повернутись back на реклама рекламы
    advertisement advertisements sponsored партнёрский партнерский спецпроект story article scroll продолжение
    продовження erid поделиться поделись поділитися поділитись поділися розповісти рассказать share нажмите
    натисніть click показать загрузить смотреть показати завантажити дивитися дивитись load show view see все всі
    усі all читать читати версия версія назад вперед вперёд далее далі наверх вгору главная головна свернуть
    развернуть закрыть закрити понятно зрозуміло принять прийняти accept ok got close menu search меню поиск пошук
    предыдущая предыдущий предыдущее следующая следующий следующее попередня попередній наступна наступний previous
    next подписаться подписка підписатися підписатись відписатися subscribe sign login log войти увійти регистрация
    реєстрація отправить надіслати обновить оновити video видеоплеер play слушать слухати listen відео видео фото
    photo добавить оставить написать ваш додати залишити комментарий комментарии комментариев комментария коментар
    коментарі коментарів leave post add comment comments join обсудить обсудим обсуждение обговорити обговорення что
    а що ваша your обязательные обов войдите авторизуйтесь зарегистрируйтесь увійдіть авторизуйтеся зареєструйтесь
    зареєструйтеся лайк смех удивление гнев печаль нравится подобається like dislike оцените оцініть rate рейтинг
    количество колво просмотров просмотры просмотр кількість переглядів перегляди перегляд views view время час
    reading теги тэги метки ключевые ключові мітки tags topics filed хештеги больше більше категория категории
    категорія категорії рубрика рубрики раздел розділ category categories возрастная возрастное возрастные вікова
    віковий ua ru en uk ukr rus eng укр рус англ c copyright при за наши наші редакционная редакційна made к до
    подробности деталі from новости новини нашли увидели заметили обнаружили если знайшли помітили побачили якщо
    spotted noticed found настоящий данный данное мы наш этот сайт продолжая оставаясь используя нажимая посещая ми
    цей продовжуючи залишаючись користуючись натискаючи we our this by для политика політика privacy terms
    пользовательское мин хв min просмотра просмотром подробнее подробности подробно детальніше детально докладніше
    материалы матеріали материал новость статья текст новина матеріал станьте стать стати понравилась понравился
    понравилось вам сподобалась сподобався сподобалося прочитано прочитали
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""The first words of `_WHOLE`: to look one up is far cheaper than the expression."""

_PICTURE = (
    r"(?:(?:автор |источник |джерело |архивн\w+ |иллюстративн\w+ |ілюстративн\w+ |архівн\w+ "
    r"|скриншот )?(?:фото(?:графи[яи]|репортаж|коллаж|колаж)?|світлин[аи]|иллюстраци[яи]|ілюстраці[яї]"
    r"|изображени[ея]"
    r"|зображення|скриншот|скрин|скріншот|скрін|коллаж|колаж|обложка|обкладинка|инфографика|інфографіка|видео"
    r"|відео|кадр(?:ы)?|рендер|photos?|photograph|image|picture|video|illustration|graphic|screenshot)"
    r"(?: (?:автора|source|caption|credit|courtesy|by|files?))?)"
)
_PRESS = (
    r"(?:источник(?: (?:фото|изображения|видео|информации))?|джерело(?: (?:фото|зображення|інформації))?|source"
    r"|место работы|місце роботи|role"
    r"|автор(?:ы|и|ка|к[иа])?(?: (?:фото|текста|материала|статьи|тексту|матеріалу))?|текст|редактор\w*"
    r"|корреспондент"
    r"|кореспондент|журналіст\w*|журналист\w*|credit|by|ссылка на (?:источник|первоисточник)"
    r"|посилання на (?:джерело|першоджерело)|первоисточник|першоджерело|подготовил\w*|підготува\w+|перевод"
    r"|переклад|по материалам|за матеріалами|по информации|за інформацією|опубликовано|опубліковано"
    r"|обновлено|оновлено|дата публика\w+|дата публіка\w+|updated|published|posted|last (?:updated|modified)"
    r"|рассказал\w* корреспондент)"
)
_CREDIT = re.compile(
    rf"(?:{_PICTURE}|{_PRESS})\s*(?:[:/©|]|\s[—–-]\s|,)\s*(?P<rest>.+)"
    rf"|(?:{_PICTURE})\s+(?P<loose>(?:из|с|со|предоставл\w+|автора|архив\w*|пресс\w*|редакции|иллюстративн\w+|носит"
    rf"|для|з|із|зі|надан\w+|ілюстративн\w+|умовн\w+|від|from|courtesy|provided|file).*)"
    r"|(?:на (?:фото|снимке|зображенні|світлині)|in (?:the )?(?:photo|picture)|pictured)\s?[:—–].+"
    r"|(?:иллюстративн\w+|ілюстративн\w+|архивн\w+|архівн\w+|file|stock|illustrative) (?:фото\w*|иллюстраци\w+"
    r"|ілюстраці\w+|изображени\w+|зображенн\w+|photo|image|picture)(?: .{0,60})?"
    r"|(?:от|by) (?P<byline>\w[\w'’ʼ.-]+ \w[\w'’ʼ.-]+(?:,? .{0,40})?)"
    r"|корреспондент отдела.{0,60}|\(?редактор отдела.{0,60}"
    r"|опубл[иі]к\w+ .{0,80}\d.{0,20}",
    re.IGNORECASE,
)
"""A line that names whose the text or a picture is."""
_CREDIT_AT_END = re.compile(
    rf"(?:(?<=[.!?…»\")])|(?<=\s)|(?<=[(/]))[(\[/|]?\s*(?:{_PICTURE}\s*(?:[:/©|]|\s[—–-]\s)\s*|(?<=[/(|] )(?:фото"
    rf"|photo)\s+|(?<=[/(|])(?:фото|photo)\s+|(?:AP|AFP|Reuters) Photo\s?/\s?|©\s?)[^.!?:]{{2,80}}[.)\]\s]*\Z",
    re.IGNORECASE,
)
_NAMES_CREDIT = ("фото", "світлин", "photo", "©", "скри", "image", "ллюстрац", "люстрац", "видео", "відео", "ображен")
_NAME = r"[A-ZА-ЯЁІЇЄҐ][\w'’ʼ-]+ [A-ZА-ЯЁІЇЄҐ][\w'’ʼ-]+"
_BYLINE = re.compile(rf"{_NAME}(?:\s?[|•·]\s?{_NAME}){{1,5}}")
_DATE_WORDS = re.compile(
    r"(?:[\d.,:/()|•·—–+-]+|январ\w+|феврал\w+|март\w*|апрел\w+|ма[йяю]|июн\w+|июл\w+|август\w*|сентябр\w+"
    r"|октябр\w+|ноябр\w+|декабр\w+"
    r"|січ\w+|лют\w+|берез\w+|квіт\w+|трав\w+|черв\w+|лип\w+|серп\w+|верес\w+|жовт\w+|листопад\w*|груд\w+"
    r"|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    r"|понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресень[ея]|понеділок|вівторок|середа|четвер"
    r"|п['’ʼ]ятниця|субота|неділя|пн|вт|ср|чт|пт|сб|вс|нд"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|вчера|сегодня|позавчера|вчора|сьогодні|yesterday|today|назад|тому|ago|час\w*|годин\w*|мин\w*|хвилин\w*|хв|ч"
    r"|дн\w+|hours?|hrs?|minutes?|mins?|days?"
    r"|г|год\w*|р|року?|рік|в|во|о|об|у|at|on|from|am|pm|a\.m|p\.m|мск|msk|utc|gmt|e[ds]t|bst|est|edt|pst|updated"
    r"|обновлено|оновлено|published|опубликовано|опубліковано|posted|понед\w+"
    r"|комментари\w+|коментар\w*|comments?|просмотр\w*|перегляд\w*|views?)[.,]?",
    re.IGNORECASE,
)
_TICKER_WORD = re.compile(
    r"(?:usd|eur|rub|uah|gbp|cny|chf|jpy|pln|kzt|byn|btc|eth|usdt|xau|ubx?|dow|nasdaq|ftse|s&p|imoex|rts|rtsi|dax"
    r"|moex|brent|wti|urals|nikkei|доллар\w*|долар\w*|евро|євро|рубль|гривна|гривня|юань|биткоин|біткоїн|bitcoin"
    r"|ethereum|нефть|нафта|oil|золото|gold|серебро"
    r"|газ|курс\w*|валют\w*|цб|нбу|мосбирж\w+|погода|weather|кур[сy]и|межбанк|міжбанк|наличные|продажа|покупка"
    r"|купівля|продаж|марки|марка|[$€₽₴£¥₿°]\w?|[▲▼↑↓△▽])",
    re.IGNORECASE,
)
_TICKER_SIGN = re.compile(
    r"[$€₽₴£¥₿°▲▼↑↓△▽]|(?<![\w.,])[+\-−–]\d[\d.,]*(?!\s?[–—-])|\b(?:usd|eur|rub|uah|btc|cny|brent|nasdaq|dow|ftse"
    r"|imoex|rts|цб|нбу)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d\s.,]*")
_WORD = re.compile(r"[^\W\d_]+")
_STOP_WITHIN = re.compile(r"[.!?…]\s+[A-ZА-ЯЁІЇЄҐ«\"„“(]")
_JUNK_BEFORE = re.compile(r"[^\w(«„“\"'©#*$€₽₴£¥₿°▲▼↑↓+\-−–]+|[-–—•*]+\s+")
_CALL_STARTS = frozenset(
    """
    поде поді діли дели
    подп след чита смот будь прис подс всту захо пост став жмит офор подд помо хоти оста уста скач прис сооб пред
    стал вы есть підп стеж слід диви долу приє захо тисн підт хоче зали вста зава наді пові запр subs sign foll join
    like find stay neve don down supp beco keep cont have do send чтоб боль ещё еще все сам само самы толь ново наш наши
    глав важн опер доба вклю щоб біль ще усі най найв найц найг найс найо
    найш терм важл тіль нови наша наші дода увім get for our want
    turn all more
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""The first four letters of what `_CALLS` and `_HINTS` begin with."""
_CREDIT_STARTS = frozenset(
    """
    мест місц role авто исто джер архи иллю ілюс скри фото світ изоб зобр скрі колл кола обло обкл инфо інфо виде
    віде кадр ренд phot imag pict vide illu grap scre sour текс реда корр коре журн cred by ссыл поси перв перш подг
    підг пере по за опуб опуб обно онов дата upda publ post last расс на in file stoc от публ опубл
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""The first four letters of what `_CREDIT` begins with."""
_STARTS = _CALL_STARTS | _CREDIT_STARTS
_HINTS_OF_LONG_LINES = (
    "наш",
    "ваш",
    "донат",
    "пожертв",
    " our ",
    "ctrl",
    " права ",
    "rights",
    "accept all",
    "manage",
    "cookie",
    "робнее",
    "льніше",
    "more",
)
"""In lower case, one of these is in each long line that a rule meets which has no known beginning."""
_HINTS_OF_CALLS = (
    "подпи",
    "підпи",
    "subscri",
    "sign up",
    "telegram",
    "телеграм",
    "канал",
    "дзен",
    "follow",
    "рассылк",
    "розсилк",
    "google",
    "max",
    "viber",
    "вайбер",
    "соцсет",
    "соцмереж",
    "facebook",
    "whatsapp",
    "приложени",
    "застосун",
)
_SPEECH = re.compile(r"^[«“„\"]|[»”\"],? [—–-] ")
_SENTENCE_START = re.compile(r"(?<=[.!?…»\")])\s+(?=[^\W\d_])")


def without_boilerplate(lines: list[Line]) -> list[Line]:
    """The lines without those that are no part of an article, and without credits and calls at the ends of others."""
    kept = []
    for line in lines:
        shorter = _without_credit(line)
        if shorter is not None and not is_boilerplate(shorter.text):
            kept.append(_without_call(shorter))
    return kept


def is_boilerplate(text: str) -> bool:
    """Whether a line is no part of an article, whatever stands around it."""
    if len(text) > _LONGEST:
        return False
    lower = text.lower()
    word = _WORD.search(text, 0, 40)
    first = lower[word.start() : word.end()] if word else ""
    if not (
        len(text) <= _SHORT
        or first in _WHOLE_STARTS
        or first[:4] in _STARTS
        or any(map(lower.__contains__, _HINTS_OF_LONG_LINES))
    ):
        return False
    if _says_nothing(text, lower, first):
        return True
    parts = _SENTENCE_START.split(text) if len(text) <= _LONGEST_CALL else []
    answers = [part for part in parts if not part.endswith("?")]  # «Что происходит? Объясняем в нашем канале.»
    return len(parts) > 1 and bool(answers) and all(map(is_boilerplate, answers))


def _says_nothing(text: str, lower: str, first: str) -> bool:
    """Whether a line as a whole is no part of an article; `first` is its first word in lower case."""
    junk = _JUNK_BEFORE.match(text)
    said = text[junk.end() if junk else 0 :].rstrip(" \t:→»›>.!…|•·-—–")
    bare = said.strip("[]()*_ ")
    return bare != "" and (
        ((first in _WHOLE_STARTS or not bare[0].isalpha()) and _WHOLE.fullmatch(bare) is not None)
        or (len(text) <= 240 and _CONTAINED.search(lower) is not None)
        or _is_call(said, first)
        or _is_appeal(said)
        or (first[:4] in _CREDIT_STARTS and _is_credit(bare, text))
        or _BYLINE.fullmatch(bare) is not None
        or _is_timestamp(text)
        or _is_ticker(text)
        or _names_networks(bare)
    )


def _is_call(said: str, first: str) -> bool:
    """Whether readers are called to follow the outlet somewhere; `first` is the first word."""
    if len(said) > _LONGEST_CALL:
        return False
    may_call = first[:4] in _CALL_STARTS
    if may_call and _INVITATION.match(said) is not None:
        return len(said) <= 200 or _OUR_CHANNEL.search(said) is not None
    if len(said) > 140 or _SPEECH.search(said) is not None or _STOP_WITHIN.search(said) is not None:
        return False
    return (may_call and _HINTED.match(said) is not None) or _OUR_CHANNEL.search(said) is not None


def _is_appeal(said: str) -> bool:
    """Whether readers are asked to support the outlet, unless somebody is quoted."""
    if len(said) > _LONGEST_APPEAL or _APPEAL.search(said) is None:
        return False
    return _SPEECH.search(said) is None and _REPORTED.search(said) is None


def _is_credit(said: str, whole: str) -> bool:
    credit = _CREDIT.fullmatch(said) if len(said) <= _LONGEST_CAPTION else None
    if credit is None:
        return False
    rest = credit["rest"] or credit["loose"] or credit["byline"] or ""
    words = len(_WORD.findall(rest))
    is_sentence = whole.rstrip()[-1:] in ".!?…" and words > 6
    if credit["byline"]:
        return words <= 6 and not is_sentence and all(word[0].isupper() for word in _WORD.findall(rest)[:2])
    return words <= 4 or (words <= 14 and not is_sentence and _STOP_WITHIN.search(rest) is None)


def _is_timestamp(said: str) -> bool:
    if len(said) > 70 or said.endswith((".", "года", "року")) or not any(sign.isdigit() for sign in said):
        return False
    words = said.split()
    return sum(
        _DATE_WORDS.fullmatch(word.strip("()[]|,;")) is not None or not any(map(str.isalnum, word)) for word in words
    ) == len(words) and (len(words) > 1 or ":" in said or said.count(".") == 2)


def _is_ticker(text: str) -> bool:
    """Whether a line lists rates or the weather: little but numbers and what they measure."""
    if len(text) > 300 or (text[-1] in ".;!?:»" and len(text) > 40):
        return False
    if _NUMBER.search(text) is None or _TICKER_SIGN.search(text) is None:
        return False
    words = _WORD.findall(text)
    others = [
        word for word in words if _TICKER_WORD.fullmatch(word) is None and not (word.isupper() and len(word) <= 5)
    ]
    numbers = len(_NUMBER.findall(text))
    if numbers < 2 and len(others) == len(words):
        return False
    return (
        len(others) <= min(numbers, 2)
        if len(words) <= 4
        else len(others) * 3 <= len(words) and numbers * 2 >= len(words) - 2
    )


def _names_networks(said: str) -> bool:
    at = 0
    if len(said) < 2:
        return False
    while (name := _NETWORK.match(said, at)) is not None:
        at = name.end()
    return at == len(said)


def _without_credit(line: Line) -> Line | None:
    """The line without the credit of a picture at its end; None if it is the picture's caption."""
    text = line.text
    start = max(0, len(text) - _CREDIT_WITHIN)
    if not any(map(text[start:].lower().__contains__, _NAMES_CREDIT)):
        return line
    credit = _CREDIT_AT_END.search(text, start)
    if credit is None:
        return line
    before = text[: credit.start()].rstrip(" (/[|—–")
    if len(before) <= _LONGEST_CAPTION and _STOP_WITHIN.search(before) is None:
        return None
    return line._replace(text=before, linked=min(line.linked, len(before)))


def _is_last_call(said: str) -> bool:
    return _INVITATION.match(said) is not None and is_boilerplate(said)


def _without_call(line: Line) -> Line:
    """The line without a call to subscribe after its last sentence."""
    text = line.text
    if not any(map(text[-300:].lower().__contains__, _HINTS_OF_CALLS)):
        return line
    for stop in _SENTENCE_START.finditer(text, max(0, len(text) - 300)):
        if text[stop.end() : stop.end() + 4].strip().lower() in _CALL_STARTS and _is_last_call(text[stop.end() :]):
            return line._replace(text=text[: stop.start()], linked=min(line.linked, stop.start()))
    return line
