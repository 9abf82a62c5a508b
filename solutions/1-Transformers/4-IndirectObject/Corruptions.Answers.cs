using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for corrupted texts.</summary>
[SolutionOnly]
internal static class CorruptionsAnswers
{
    [WrongAnswer("1.4.5", Says = "was modified")]
    internal static Tensor OverwritesTheTexts(Prompts prompts) =>
        prompts.Tokens.scatter_(1, prompts.S2At.unsqueeze(1), prompts.Io.unsqueeze(1));

    [WrongAnswer("1.4.5", Says = "the name at S1 was changed")]
    internal static Tensor ChangesTheFirstMention(Prompts prompts) =>
        prompts.Tokens.scatter(1, prompts.S1At.unsqueeze(1), prompts.Io.unsqueeze(1));

    [WrongAnswer("1.4.5", Says = "both names of the subject")]
    internal static Tensor ChangesEveryMention(Prompts prompts) =>
        where(prompts.Tokens.eq(prompts.S.unsqueeze(1)), prompts.Io.unsqueeze(1), prompts.Tokens);

    [RightAnswer("1.4.5")]
    internal static Tensor WritesIntoACopy(Prompts prompts)
    {
        var tokens = prompts.Tokens.clone();
        tokens[arange(prompts.Count), prompts.S2At] = prompts.Io;
        return tokens;
    }

    [WrongAnswer("1.4.6", Says = "not in the order IO, S1, S2")]
    internal static Tensor TakesThemAsTheyStand(Prompts prompts, Tensor names) =>
        prompts.Tokens.scatter(
            1, stack([prompts.IoAt, prompts.S1At, prompts.S2At], 1).sort(1).Values, names);

    [WrongAnswer("1.4.6", Says = "somebody is named twice")]
    internal static Tensor NamesOneTwice(Prompts prompts, Tensor names) =>
        prompts.Tokens.scatter(
            1, stack([prompts.IoAt, prompts.S1At, prompts.S2At], 1), stack([names[.., 0], names[.., 1], names[.., 1]],
                1));

    [WrongAnswer("1.4.6", Says = "the name at S2 is still the subject's")]
    internal static Tensor LeavesTheSecondMention(Prompts prompts, Tensor names) =>
        prompts.Tokens.scatter(1, stack([prompts.IoAt, prompts.S1At], 1), names[.., ..2]);

    [RightAnswer("1.4.6")]
    internal static Tensor OneAfterTheOther(Prompts prompts, Tensor names)
    {
        var (tokens, rows) = (prompts.Tokens.clone(), arange(prompts.Count));
        tokens[rows, prompts.IoAt] = names[.., 0];
        tokens[rows, prompts.S1At] = names[.., 1];
        tokens[rows, prompts.S2At] = names[.., 2];
        return tokens;
    }

    [WrongAnswer("1.4.7", Says = "the name at S2 was changed too")]
    internal static Tensor SwapsAllMentions(Prompts prompts)
    {
        var (io, s) = (prompts.Io.unsqueeze(1), prompts.S.unsqueeze(1));
        return where(prompts.Tokens.eq(s), io, where(prompts.Tokens.eq(io), s, prompts.Tokens));
    }

    [WrongAnswer("1.4.7", Says = "nothing was changed")]
    internal static Tensor PutsEachBack(Prompts prompts) =>
        prompts.Tokens.scatter(1, stack([prompts.IoAt, prompts.S1At], 1), stack([prompts.Io, prompts.S], 1));
}
