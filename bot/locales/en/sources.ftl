sources-all = All
sources-none-such = No such sources right now.
source-items-none = Nothing yet: this source has not been read.
source-news-at = news { $at }
button-all-sources = ← All sources
button-items = 🔎 { $place }
import-too-many = The file has over { $most } subscriptions. Send it in parts.
import-checked = 🔎 Checked { $polled } of { $count }
import-failing =
    { $count ->
        [0] All of them can be read so far.
       *[other] Unreadable: { $count }. See which in /sources under ⚠️.
    }
