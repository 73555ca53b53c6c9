group-greeting = Dozor is here. An admin can subscribe the group: <code>/add coalition of the willing</code>
group-button-set-up = ⚙️ Set up in private
topic-named = # { $name }
topic-numbered = # topic { $topic }
target-other-topic = Topic missing? Type <code>/add</code> right in it.
report-of-group = → <b>{ $title }</b>
source-added-by = Adding { $address }. I'll tell you in private how it went.
