namespace Arena.Patterns;

/// <summary>Reads the tokens of one pattern into its sides.</summary>
internal sealed class PatternParser(PatternKind kind, string text)
{
    private readonly IReadOnlyList<Token> tokens = Tokenizer.Read(text);
    private readonly List<PatternFinding> findings = [];

    private bool HasArrow =>
        kind is not (PatternKind.Pack or PatternKind.ParseShape or PatternKind.Contract or PatternKind.Weight);

    public Pattern Read()
    {
        var inputs = new List<PatternSide>();
        PatternSide? output = null;
        var arrow = tokens.Count;
        if (HasArrow)
        {
            arrow = FindArrow();
            if (arrow < tokens.Count) output = ReadSide(arrow + 1, tokens.Count);
        }
        var first = 0;
        for (var at = 0; at < arrow && kind == PatternKind.Einsum; at++)
        {
            if (tokens[at].Kind != TokenKind.Comma) continue;
            inputs.Add(ReadSide(first, at));
            first = at + 1;
        }
        inputs.Add(ReadSide(first, arrow));
        return new Pattern(kind, text, inputs, output, [.. findings.OrderBy(finding => finding.Place?.Start)]);
    }

    private int FindArrow()
    {
        for (var at = 0; at < tokens.Count; at++)
            if (tokens[at].Kind == TokenKind.Arrow)
                return at;
        Report(PatternProblem.MissingArrow, new Place(text.Length, 0),
            "The pattern has no '->'.", "Write the axes before it on the left and those after it on the right.");
        return tokens.Count;
    }

    private PatternSide ReadSide(int from, int to)
    {
        var elements = new List<PatternElement>();
        List<PatternElement>? group = null;
        var opened = default(Token);
        for (var at = from; at < to; at++)
        {
            var token = tokens[at];
            switch (token.Kind)
            {
                case TokenKind.Open or TokenKind.Close when IsPlain:
                    Report(PatternProblem.NotSupportedHere, token.Place, $"{KindName} has no parentheses.",
                        GroupAdvice);
                    break;
                case TokenKind.Open when group is not null:
                    Report(PatternProblem.NestedGroup, token.Place,
                        "Parentheses cannot stand inside of parentheses.",
                        "Write all axes of the group side by side: (a b c).");
                    break;
                case TokenKind.Open:
                    (group, opened) = ([], token);
                    break;
                case TokenKind.Close when group is null:
                    Report(PatternProblem.UnopenedGroup, token.Place, "This ')' closes nothing.",
                        "Add the '(' or take it away.");
                    break;
                case TokenKind.Close:
                    elements.Add(new PatternElement(ElementKind.Group, "", 0, opened.Place.To(token.Place), group));
                    group = null;
                    break;
                default:
                    if (ReadElement(ref at, to) is { } element) (group ?? elements).Add(element);
                    break;
            }
        }
        if (group is not null)
            Report(PatternProblem.UnclosedGroup, opened.Place, "This '(' is never closed.", "Add the ')'.");
        CheckEllipses(elements, group);
        return new PatternSide(elements, PlaceOf(from, to));
    }

    private void CheckEllipses(List<PatternElement> elements, List<PatternElement>? group)
    {
        var flat = elements.Concat(group ?? [])
            .SelectMany(element => element.Parts.Count == 0 ? [element] : element.Parts);
        foreach (var second in flat.Where(element => element.Kind == ElementKind.Ellipsis).Skip(1))
            Report(PatternProblem.SecondEllipsis, second.Place,
                "A tensor can have only one '...'.",
                "Nobody could tell which axes belong to which; name some of them.");
    }

    private PatternElement? ReadElement(ref int at, int to)
    {
        var token = tokens[at];
        switch (token.Kind)
        {
            case TokenKind.Word or TokenKind.Number:
                return kind == PatternKind.Contract && IsStarBeside(at, to) ? ReadProduct(ref at, to) : ReadWord(token);
            case TokenKind.Ellipsis when kind == PatternKind.Weight:
                Report(PatternProblem.NotSupportedHere, token.Place,
                    "A weight has no '...': its axes are known when it is made.");
                return null;
            case TokenKind.Ellipsis when kind == PatternKind.Pack:
                Report(PatternProblem.NotSupportedHere, token.Place, "Pack patterns have no '...'.",
                    "The '*' stands for any number of axes.");
                return null;
            case TokenKind.Ellipsis:
                return new PatternElement(ElementKind.Ellipsis, "", 0, token.Place);
            case TokenKind.Star when kind == PatternKind.Pack:
                return new PatternElement(ElementKind.Rest, "", 0, token.Place);
            case TokenKind.Star when kind == PatternKind.Contract && at + 1 < to && Touches(at)
                && tokens[at + 1].Kind == TokenKind.Word:
                at++;
                return ReadWord(tokens[at]) is { } word
                    ? new PatternElement(ElementKind.Rest, word.Name, 0, token.Place.To(word.Place))
                    : null;
            case TokenKind.Dots:
                Report(PatternProblem.StrayDots, token.Place,
                    "Dots stand only in an ellipsis, which has three of them.",
                    "Write '...' with a space on both sides.");
                return null;
            case TokenKind.Arrow:
                Report(PatternProblem.UnexpectedArrow, token.Place,
                    HasArrow ? "The pattern has a second '->'." : $"{KindName} has no '->'.", "Take it away.");
                return null;
            default:
                ReportCharacter(token);
                return null;
        }
    }

    private PatternElement ReadProduct(ref int at, int to)
    {
        var first = tokens[at];
        var factors = new List<PatternElement>();
        if (ReadWord(first) is { } head) factors.Add(head);
        while (IsStarBeside(at, to))
        {
            at += 2;
            if (ReadWord(tokens[at]) is { } factor) factors.Add(factor);
        }
        return new PatternElement(ElementKind.Product, "", 0, first.Place.To(tokens[at].Place), factors);
    }

    private PatternElement? ReadWord(Token token)
    {
        if (token.Kind == TokenKind.Number) return ReadNumber(token);
        var word = token.Text;
        if (!AxisName.IsWord(word))
        {
            Report(PatternProblem.NotAName, token.Place, $"'{word}' cannot be the name of an axis.",
                "A name has letters, digits and underscores, and starts with a letter.");
            return null;
        }
        if (word == "_" && kind is PatternKind.ParseShape or PatternKind.Contract)
            return new PatternElement(ElementKind.Blank, "", 0, token.Place);
        if (word == "_" && kind == PatternKind.Einsum)
            return new PatternElement(ElementKind.Axis, word, 0, token.Place);
        if (AxisName.HasOuterUnderscore(word))
        {
            Report(PatternProblem.Underscore, token.Place, $"The axis name '{word}' starts or ends with an underscore.",
                "Underscores stand only between other characters.");
            return null;
        }
        return new PatternElement(ElementKind.Axis, word, 0, token.Place);
    }

    private PatternElement? ReadNumber(Token token)
    {
        if (kind is PatternKind.Einsum or PatternKind.Pack or PatternKind.Weight)
        {
            Report(PatternProblem.NotSupportedHere, token.Place, $"{KindName} has names only, no numbers.",
                "Give the axis a name.");
            return null;
        }
        if (!long.TryParse(token.Text, out var size))
        {
            Report(PatternProblem.NotAName, token.Place, $"{token.Text} is too large for the size of an axis.");
            return null;
        }
        if (size > 0) return new PatternElement(ElementKind.Number, "", size, token.Place);
        Report(PatternProblem.ZeroAxis, token.Place, "An axis of a fixed size has at least size 1, not 0.");
        return null;
    }

    private void ReportCharacter(Token token)
    {
        var (cause, advice) = token.Text[0] switch
        {
            ',' when kind == PatternKind.Einsum =>
                ("The output of an einsum is one tensor; a ',' stands only between operands.", ""),
            ',' => ("Axes are separated by spaces, not commas.", ""),
            '*' when kind == PatternKind.Contract =>
                ("A '*' belongs directly between the factors of a product, or before the name of a rest.",
                    "Write h*d, or *batch."),
            '*' => ("A pattern has no '*'.", "Put axes that become one into parentheses: (heads d)."),
            '-' => ("A '-' stands only in '->'.", "Names are joined with underscores: d_model."),
            var c when char.IsWhiteSpace(c) => ("Only the space separates axes, no tab and no line break.", ""),
            var c => ($"A pattern has no '{c}'.", "It has names, numbers, spaces, '...', parentheses and '->'."),
        };
        Report(PatternProblem.UnknownCharacter, token.Place, cause, advice);
    }

    private bool IsPlain =>
        kind is PatternKind.Einsum or PatternKind.Pack or PatternKind.Contract or PatternKind.Weight;

    private string KindName => kind switch
    {
        PatternKind.Einsum => "An einsum pattern",
        PatternKind.Pack => "A pack pattern",
        PatternKind.ParseShape => "A shape pattern",
        PatternKind.Weight => "A weight",
        _ => "A shape contract",
    };

    private string GroupAdvice => kind switch
    {
        PatternKind.Einsum => "Use Rearrange before or after it.",
        PatternKind.Contract => "Write a product as h*d.",
        PatternKind.Weight => "Write its axes side by side.",
        _ => "Use Rearrange before or after it.",
    };

    private bool IsStarBeside(int at, int to) =>
        at + 2 < to && tokens[at + 1].Kind == TokenKind.Star && Touches(at) && Touches(at + 1)
        && tokens[at + 2].Kind is TokenKind.Word or TokenKind.Number;

    private bool Touches(int at) => tokens[at].Place.End == tokens[at + 1].Place.Start;

    private Place PlaceOf(int from, int to) =>
        from < to
            ? tokens[from].Place.To(tokens[to - 1].Place)
            : new Place(from < tokens.Count ? tokens[from].Place.Start : text.Length, 0);

    private void Report(PatternProblem problem, Place place, string cause, string advice = "") =>
        findings.Add(new PatternFinding(problem, place, cause, advice));
}
