"""English function words: they hold a sentence together and carry no subject of their own.

Written for Storydesk. Lists from packages were tried and left out: those at hand also hold nouns and verbs
such as "buy", "call" or "world", which questions turn on. Other languages go without; the inverse document
frequency then does what it can.
"""

_ENGLISH = """
    a an the this that these those such
    i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    one ones someone somebody something anyone anybody anything everyone everybody everything
    nobody nothing
    who whom whose which what when where why how whoever whatever whichever
    am is are was were be been being do does did doing done have has had having
    will would shall should can could may might must ought cannot
    isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't wouldn't can't couldn't
    shouldn't i'm i've i'd i'll you're you've you'd he's she's it's we're we've they're they've that's there's
    what's who's where's let's
    and or but nor if then else than so because as while although though unless until since whether
    of in on at by for with about against into through during above below to from up
    down out off again further upon within without toward towards among per via
    not no yes own same too very just also even ever still yet already now here there
    all any both each few many much some several lot lots
    get gets got please tell know say says said called exactly
"""

ENGLISH = frozenset(_ENGLISH.split())
