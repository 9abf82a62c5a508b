namespace Arena.Data.Storytelling;

/// <summary>The sentences of the stories and the words that are put into them.</summary>
/// <remarks>
/// In a sentence, <c>A</c> and <c>B</c> are the children, <c>H</c> is whoever has the thing and <c>N</c> the other one;
/// <c>H.he</c>, <c>H.him</c> and <c>H.his</c> are their pronouns. <c>X</c> and <c>Y</c> are both children in random order.
/// <c>P</c> is where they are, <c>Q</c> where they go next; <c>O</c> is the thing, <c>C</c> how it looks; <c>S</c> is the
/// piece of furniture where things hide, <c>U</c> and <c>V</c> two others; <c>D</c> is an animal, <c>F</c> a feeling,
/// <c>W</c> the weather. <c>1</c> to <c>4</c> stand for other things, and <c>a</c> is "a" or "an".
/// </remarks>
internal static class Grammar
{
    public static readonly string[] Girls =
        ["anna", "mia", "lily", "sara", "nora", "ella", "ruth", "clara", "julia", "emma", "ida", "rosa"];

    public static readonly string[] Boys =
        ["tom", "ben", "max", "leo", "sam", "paul", "oscar", "hugo", "finn", "jack", "noah", "emil"];

    public static readonly string[] Places =
    [
        "park", "garden", "school", "market", "forest", "river", "beach", "library", "farm", "shop", "barn", "lake",
        "hill", "harbour",
    ];

    public static readonly string[] Things =
    [
        "ball", "book", "apple", "kite", "cup", "drum", "hat", "coin", "key", "flower", "lamp", "letter", "pear", "stone",
        "basket", "bell", "orange", "umbrella", "scarf", "boat",
    ];

    public static readonly string[] Looks =
        ["red", "blue", "green", "yellow", "white", "small", "big", "old", "new", "shiny", "heavy", "ugly"];

    public static readonly string[] Spots = ["tree", "table", "bench", "bridge", "wall", "box", "chair", "door", "bush"];

    public static readonly string[] Animals =
        ["dog", "cat", "bird", "rabbit", "duck", "goat", "horse", "mouse", "owl", "fox"];

    public static readonly string[] Feelings =
        ["happy", "sad", "tired", "hungry", "proud", "angry", "cheerful", "afraid", "cold", "curious"];

    public static readonly string[] Weathers = ["sunny", "rainy", "windy", "cold", "warm", "foggy"];

    /// <summary>How a story begins: who, where, when.</summary>
    public static readonly Sentence[] Openings =
    [
        new("one day , A and B went to the P ."),
        new("on a W morning , A and B walked to the P ."),
        new("it was a W day . A went to the P with B ."),
        new("A lived near the P . A.he had a friend called B . one day , they met at the P ."),
        new("B and A were friends . on sunday , they were at the P ."),
        new("after lunch , A ran to the P . B was there too ."),
        new("A was at the P when B came ."),
    ];

    /// <summary>Where the thing comes from. From here on, somebody has it.</summary>
    public static readonly Sentence[] Introductions =
    [
        new("H had a C O with H.him ."),
        new("H found a C O under the S ."),
        new("there was a C O near the S . H picked it up ."),
        new("H bought a C O ."),
        new("H showed N a C O . \" look , \" H.he said , \" this is my O . \""),
        new("N saw a C O first , but H was faster . now H had the O ."),
    ];

    /// <summary>The thing changes hands. After it, the other one has it.</summary>
    public static readonly Sentence[] Gifts =
    [
        new("H gave the O to N ."),
        new("then H gave N the O ."),
        new("when X and Y were at the P , H gave the C O to N ."),
        new("while X and Y looked at the S , H handed the O to N ."),
        new("\" may i have the O ? \" asked N . \" yes , \" said H , and N took the O ."),
        new("H put the O on the S , and N took it ."),
        new("because N was F , H passed the O to N.him ."),
        new("X and Y sat down near the S . after a while , H brought the O to N ."),
    ];

    /// <summary>What else happens. The thing stays where it is.</summary>
    public static readonly Sentence[] Events =
    [
        new("N wanted the C O ."),
        new("N was F because H had the O ."),
        new("who had the O ? H had the O ."),
        new("\" who has the O now ? \" asked N . \" i have it , \" said H ."),
        new("H lost the O . N looked under the U , but the O was not there . N looked under the V , but the O was not " +
            "there . then N looked under the S . the O was there , and H took it back ."),
        new("H hid the O behind the S . \" is it behind the U ? \" asked N . \" no , \" said H . \" is it behind the S ? \" " +
            "asked N . \" yes , \" said H . \" it is behind the S . \""),
        new("a D came to the P . the D was F . H gave some bread to the D , and the D was happy ."),
        new("a D sat near the S . \" hello , D ! \" said N . but the D ran away ."),
        new("X bought a 1 , a 2 and a 3 . Y bought a 1 , a 2 and a 3 too ."),
        new("in the box there were a 1 , a 2 and a 3 . X took the 1 and the 2 . Y took the 3 ."),
        new("X sang : \" the 1 , the 2 , the 3 and the 4 . \" then Y sang : \" the 1 , the 2 , the 3 and the 4 . \""),
        new("X said three words : 1 , 2 , 3 . Y said them too : 1 , 2 , 3 ."),
        new("it was W at the P , and X was F . Y was F too ."),
        new("A said to B that A.he liked the P . B said that B.he liked it as well ."),
        new("X played with Y . X and Y laughed ."),
        new("H opened H.his bag and put the O into it ."),
        new("N asked H for the O , but H kept it ."),
        new("X told Y a story about a D . the D lived under a S . Y liked the story about the D ."),
    ];

    /// <summary>They go somewhere else.</summary>
    public static readonly Sentence[] Moves =
    [
        new("then they went to the Q ."),
        new("\" let us go to the Q , \" said X . so X and Y went from the P to the Q ."),
        new("X wanted to see the Q . Y went with X.him ."),
        new("it was not far from the P to the Q , so they walked there . H carried the O ."),
    ];

    /// <summary>How a story ends.</summary>
    public static readonly Sentence[] Endings =
    [
        new("in the evening , they went home . H took the O with H.him ."),
        new("A and B were happy . it was a good day at the P ."),
        new("H thanked N for the C O , and they went home ."),
        new("\" thank you , \" said N to H . \" see you at the P , \" said H to N ."),
        new("that night , H dreamed of a C O and N dreamed of the P ."),
        new("at home , H put the C O on the S . the O is still there ."),
        new("and that is the story of X , Y and the C O ."),
    ];

    /// <summary>All words, the two marks and the punctuation first.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        .. new[] { "<begin>", "<end>", ".", ",", "?", "!", ":", "\"" }
            .Concat(Girls).Concat(Boys).Concat(["she", "he", "her", "him", "his", "a", "an"])
            .Concat(Places).Concat(Things).Concat(Looks).Concat(Spots).Concat(Animals).Concat(Feelings).Concat(Weathers)
            .Concat(
                new[] { Openings, Introductions, Gifts, Events, Moves, Endings }
                    .SelectMany(kind => kind).SelectMany(sentence => sentence.OwnWords))
            .Distinct(),
    ];
}
