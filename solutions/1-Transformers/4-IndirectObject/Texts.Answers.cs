using Arena.Data;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for texts.</summary>
[SolutionOnly]
internal static class TextsAnswers
{
    [WrongAnswer("1.4.1")]
    internal static string TakesTheFirstForTheSubject(string template, Scene scene)
    {
        var (first, second) = scene.SIsFirst ? (scene.S, scene.Io) : (scene.Io, scene.S);
        return Replaced(template, scene, first, second, first);
    }

    [WrongAnswer("1.4.1")]
    internal static string LeavesTheOrderOut(string template, Scene scene) =>
        Replaced(template, scene, scene.Io, scene.S, scene.S);

    [WrongAnswer("1.4.1")]
    internal static string ForgetsTheSpaces(string template, Scene scene) =>
        CutsAtTheSlots(template, scene).Replace(" " + scene.S, scene.S, StringComparison.Ordinal);

    [WrongAnswer("1.4.1")]
    internal static string ForgetsTheFiller(string template, Scene scene) =>
        CutsAtTheSlots(template, scene with { Filler = "" });

    [RightAnswer("1.4.1")]
    internal static string CutsAtTheSlots(string template, Scene scene)
    {
        var pieces = template.Split('[', ']').Select((piece, i) => (i % 2, piece) switch
        {
            (0, _) => piece,
            (_, "A") => " " + (scene.SIsFirst ? scene.S : scene.Io),
            (_, "B") => " " + (scene.SIsFirst ? scene.Io : scene.S),
            (_, "S") => " " + scene.S,
            (_, "PLACE") => " " + scene.Place,
            (_, "THING") => " " + scene.Thing,
            _ => $"[{piece}]",
        });
        return scene.Filler + string.Concat(pieces);
    }

    [WrongAnswer("1.4.2", Says = "two people meet")]
    internal static IReadOnlyList<Scene> MayTakeOnePersonTwice(
        int count, IReadOnlyList<string> names, IReadOnlyList<string> places, IReadOnlyList<string> things,
        Random random) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Scene(
            OneOf(names, random), OneOf(names, random), i % 2 == 1, OneOf(places, random), OneOf(things, random))),
    ];

    [WrongAnswer("1.4.2", Says = "every pair of people")]
    internal static IReadOnlyList<Scene> TakesNeighbours(
        int count, IReadOnlyList<string> names, IReadOnlyList<string> places, IReadOnlyList<string> things,
        Random random) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var io = random.Next(names.Count);
            return new Scene(
                names[io], names[(io + 1) % names.Count], i % 2 == 1, OneOf(places, random), OneOf(things, random));
        }),
    ];

    [WrongAnswer("1.4.2", Says = "the order alternates")]
    internal static IReadOnlyList<Scene> AlwaysNamesTheSubjectLast(
        int count, IReadOnlyList<string> names, IReadOnlyList<string> places, IReadOnlyList<string> things,
        Random random) =>
        [.. TriesAgain(count, names, places, things, random).Select(scene => scene with { SIsFirst = false })];

    [WrongAnswer("1.4.2")]
    internal static IReadOnlyList<Scene> ShiftsTheSecondOneWrongly(
        int count, IReadOnlyList<string> names, IReadOnlyList<string> places, IReadOnlyList<string> things,
        Random random) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var io = random.Next(names.Count);
            var s = random.Next(names.Count - 1);
            return new Scene(
                names[io], names[s == io ? names.Count - 1 - s : s], i % 2 == 1, OneOf(places, random), OneOf(things,
                    random));
        }),
    ];

    [RightAnswer("1.4.2")]
    internal static IReadOnlyList<Scene> TriesAgain(
        int count, IReadOnlyList<string> names, IReadOnlyList<string> places, IReadOnlyList<string> things,
        Random random)
    {
        var scenes = new List<Scene>();
        while (scenes.Count < count)
        {
            var (io, s) = (OneOf(names, random), OneOf(names, random));
            if (io != s)
                scenes.Add(new Scene(io, s, scenes.Count % 2 == 1, OneOf(places, random), OneOf(things, random)));
        }
        return scenes;
    }

    [WrongAnswer("1.4.3", Says = "filled up at the left")]
    internal static Tensor FillsAtTheLeft(IReadOnlyList<string> texts, Func<string, long[]> encode, long begin)
    {
        var rows = texts.Select(encode).ToList();
        var length = 1 + rows.Max(row => row.Length);
        return stack(rows.Select(row => tensor(Enumerable.Repeat(begin, length - row.Length).Concat(row).ToArray())));
    }

    [WrongAnswer("1.4.3", Says = "the beginning is missing")]
    internal static Tensor ForgetsTheBeginning(IReadOnlyList<string> texts, Func<string, long[]> encode, long begin) =>
        JoinsArrays(texts, encode, begin)[.., 1..];

    [WrongAnswer("1.4.3")]
    internal static Tensor CutsToTheShortest(IReadOnlyList<string> texts, Func<string, long[]> encode, long begin) =>
        JoinsArrays(texts, encode, begin)[.., ..(1 + texts.Min(text => encode(text).Length))];

    [RightAnswer("1.4.3")]
    internal static Tensor JoinsArrays(IReadOnlyList<string> texts, Func<string, long[]> encode, long begin)
    {
        var rows = texts.Select(encode).ToList();
        var length = rows.Max(row => row.Length);
        return stack(rows.Select(row =>
            tensor(new[] { begin }.Concat(row).Concat(Enumerable.Repeat(begin, length - row.Length)).ToArray())));
    }

    [WrongAnswer("1.4.4", Says = "this is where the subject is named again")]
    internal static Prompts TakesTheLastForBoth(Tensor tokens, Tensor io, Tensor s, long begin)
    {
        var prompts = Searches(tokens, io, s, begin);
        return prompts with { S1At = prompts.S2At };
    }

    [WrongAnswer("1.4.4", Says = "the last position of the row")]
    internal static Prompts TakesTheEndOfTheRow(Tensor tokens, Tensor io, Tensor s, long begin) =>
        Searches(tokens, io, s, begin) with { End = full([tokens.shape[0]], tokens.shape[1] - 1, dtype: int64) };

    [WrongAnswer("1.4.4", Says = "the beginning has a position too")]
    internal static Prompts CountsTheWords(Tensor tokens, Tensor io, Tensor s, long begin) =>
        Searches(tokens, io, s, begin) with { End = tokens.ne(begin).sum(dim: 1) - 1 };

    [RightAnswer("1.4.4")]
    internal static Prompts Searches(Tensor tokens, Tensor io, Tensor s, long begin)
    {
        var (ioAt, s1At, s2At, end) = (new List<long>(), new List<long>(), new List<long>(), new List<long>());
        for (var row = 0L; row < tokens.shape[0]; row++)
        {
            var text = tokens[row].contiguous().data<long>().ToList();
            var (name, other) = (s[row].item<long>(), io[row].item<long>());
            ioAt.Add(text.IndexOf(other));
            s1At.Add(text.IndexOf(name));
            s2At.Add(text.LastIndexOf(name));
            end.Add(text.FindLastIndex(token => token != begin));
        }
        return new Prompts(tokens, io, s, tensor(ioAt), tensor(s1At), tensor(s2At), tensor(end));
    }

    private static string Replaced(string template, Scene scene, string first, string second, string giver) =>
        scene.Filler + template
            .Replace(GiftTexts.FirstName, " " + first, StringComparison.Ordinal)
            .Replace(GiftTexts.SecondName, " " + second, StringComparison.Ordinal)
            .Replace(GiftTexts.Giver, " " + giver, StringComparison.Ordinal)
            .Replace(GiftTexts.Place, " " + scene.Place, StringComparison.Ordinal)
            .Replace(GiftTexts.Thing, " " + scene.Thing, StringComparison.Ordinal);

    private static string OneOf(IReadOnlyList<string> all, Random random) => all[random.Next(all.Count)];
}
