"""English words whose forms no stemming rule joins: irregular verbs and plurals.

Written for Storydesk. Forms that are more often another word ("lay", "saw", "ground") are left out where
they would join what does not belong together. A dictionary of lemmas (simplemma) was tried in its place and
found no more right sentences.
"""

_FORMS = """
    arise arose arisen; awake awoke awoken; bear bore borne born; beat beaten; become became; begin
    began begun; bend bent; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke
    broken; breed bred; bring brought; build built; burn burnt; buy bought; catch caught; choose chose
    chosen; cling clung; come came; creep crept; deal dealt; dig dug; draw drew drawn; dream dreamt;
    drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt; fight
    fought; find found; flee fled; fling flung; fly flew flown; forbid forbade forbidden; forget forgot
    forgotten; forgive forgave forgiven; freeze froze frozen; give gave given; go went gone; grow grew
    grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known;
    lead led; lean leant; leap leapt; learn learnt; leave left; lend lent; light lit; lose lost; make
    made; mean meant; meet met; mistake mistook mistaken; overcome overcame; overtake overtook
    overtaken; pay paid; prove proven; ride rode ridden; ring rang rung; rise rose risen; run ran; see
    seen; seek sought; sell sold; send sent; sew sewn; shake shook shaken; shine shone; shoot shot; show
    shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept;
    slide slid; smell smelt; sow sown; speak spoke spoken; spell spelt; spend spent; spill spilt; spin
    spun; spit spat; spring sprang sprung; stand stood; steal stole stolen; stick stuck; sting stung;
    strike struck stricken; strive strove striven; swear swore sworn; sweep swept; swell swollen; swim
    swam swum; swing swung; take took taken; teach taught; tear tore torn; think thought; throw threw
    thrown; tread trod; undergo underwent undergone; understand understood; undertake undertook
    undertaken; uphold upheld; wake woke woken; wear wore worn; weave wove woven; weep wept; win won;
    withdraw withdrew withdrawn; write wrote written; man men; woman women; child children; foot feet;
    tooth teeth; mouse mice; half halves; life lives; wife wives; thief thieves; knife knives; shelf
    shelves; wolf wolves; die died dying; crisis crises; criterion criteria; phenomenon phenomena;
    medium media; bacterium bacteria; analysis analyses; hypothesis hypotheses; good better best; bad
    worse worst; far further farther furthest
"""

ENGLISH_FORMS = {form: group.split()[0] for group in _FORMS.split(";") for form in group.split()[1:]}
"""The base form of each irregular form."""
