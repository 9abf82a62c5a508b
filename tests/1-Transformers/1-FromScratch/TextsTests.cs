using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class TextsTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("1.1.1")]
    [InlineData(12, 4, 0, false)]
    [InlineData(14, 4, 7, true)]
    [InlineData(5, 2, 3, false)]
    [InlineData(9, 10, 1, false)]
    public void RowsHaveTheirFirstTokenAndTheNextPieceOfText(int count, int length, long begin, bool view)
    {
        var numbers = Enumerable.Range(0, count).Select(i => 100L + i).ToArray();
        var text = view ? Some.AsView(tensor(numbers)) : tensor(numbers);
        using var unchanged = Inputs.MustStayUnchanged(text);
        var rows = numbers.Chunk(length - 1).Where(piece => piece.Length == length - 1).ToArray();
        var wanted = Laid([.. rows.Select(piece => piece.Prepend(begin))]);
        var overwritten = numbers.Chunk(length).Where(piece => piece.Length == length).ToArray();
        Texts.Rows(text, length, begin).Should().BeEqualTo(wanted, axes: "row length", mistakes:
        [
            ("the rows are the text without their first token: put `begin` in front of each", wanted[.., 1..]),
            .. overwritten.Length > 0
                ? [("the first token of each row took the place of a token of the text: a row has room for one token less",
                    Laid([.. overwritten.Select(piece => piece.Skip(1).Prepend(begin))]))]
                : Array.Empty<(string, Tensor)>(),
            ("`begin` is at the end of each row", cat([wanted[.., 1..], wanted[.., ..1]], 1)),
            .. rows.Length > 1
                ? [("neighbouring tokens of the text stand below each other, not side by side",
                    cat([wanted[.., ..1], wanted[.., 1..].reshape(length - 1, -1).t()], 1))]
                : Array.Empty<(string, Tensor)>(),
        ]);

        Tensor Laid(IEnumerable<long>[] all) => tensor([.. all.SelectMany(row => row)], [all.Length, length]);
    }

    [ExerciseFact("1.1.1")]
    public void TooLittleTextMakesNoRow() =>
        Texts.Rows(tensor(new long[] { 5, 6 }), 4, 1).Should().HaveShape("row length", 0, 4);

    [ExerciseFact("1.1.1")]
    public void RowsAreOfTheTypeOfTheText()
    {
        var text = tensor(new int[] { 5, 6, 7, 8, 9 });
        using var unchanged = Inputs.MustStayUnchanged(text);
        Texts.Rows(text, 3, 2).Should().BeEqualTo(tensor(new int[] { 2, 5, 6, 2, 7, 8 }, [2, 3]), axes: "row length");
    }

    [ExerciseTheory("1.1.2")]
    [InlineData(2, 5, false)]
    [InlineData(1, 2, false)]
    [InlineData(4, 4, true)]
    public void TheTargetIsTheNextToken(long batch, long count, bool view)
    {
        var tokens = arange(10, 10 + batch * count).reshape(batch, count);
        if (view) tokens = Some.AsView(tokens);
        using var unchanged = Inputs.MustStayUnchanged(tokens);
        var numbers = tokens.unbind(0).Select(row => row.data<long>().ToArray()).ToArray();
        var first = tensor([.. numbers.SelectMany(row => row.SkipLast(1))], [batch, count - 1]);
        var second = tensor([.. numbers.SelectMany(row => row.Skip(1))], [batch, count - 1]);
        var (inputs, targets) = Texts.InputsAndTargets(tokens);
        inputs.Should().BeCloseTo(first, 0, "batch position", what: "The inputs", mistakes:
        [
            ("these are the targets: what comes later is to be predicted from what comes before", second),
            ("the last token is an input too: nothing comes after it that could be right", tokens),
        ]);
        targets.Should().BeCloseTo(second, 0, "batch position", what: "The targets", mistakes:
        [
            ("each position is asked for the token that it sees", first),
            ("the first token is a target too: nothing comes before it that it could be predicted from", tokens),
        ]);
    }

    [ExerciseTheory("1.1.3")]
    [InlineData(2, 3, 5, false)]
    [InlineData(1, 1, 4, false)]
    [InlineData(3, 4, 4, true)]
    [InlineData(2, 2, 1, false)]
    public void TheLossIsMinusTheLogarithmOfTheProbability(long batch, long positions, long vocabulary, bool view)
    {
        var logits = 3 * Some.Numbers(view, batch, positions, vocabulary);
        var targets = Some.Tokens(view, vocabulary, batch, positions);
        using var unchanged = Inputs.MustStayUnchanged(logits, targets);
        var wanted = nn.functional.cross_entropy(
            logits.reshape(-1, vocabulary), targets.flatten(), reduction: nn.Reduction.None).reshape(batch, positions);
        Texts.TokenLosses(logits, targets).Should().BeCloseTo(wanted, Tolerance, "batch position", mistakes:
        [
            ("the sign is the other way round: a loss is never negative", -wanted),
            ("these are probabilities: take minus their logarithms", (-wanted).exp()),
            ("these are minus the scores: make logarithms of probabilities of them first",
                -logits.gather(2, targets.unsqueeze(2)).squeeze(2)),
            ("this is the mean; each token has its own loss", wanted.mean()),
            ("this is the loss in bits, not in nats: take the natural logarithm", wanted / Math.Log(2)),
            ("the probabilities add up to 1 over the positions; they should over the vocabulary",
                -logits.log_softmax(1).gather(2, targets.unsqueeze(2)).squeeze(2)),
        ]);
    }

    [ExerciseFact("1.1.3")]
    public void LossesOfExtremeScores()
    {
        var logits = tensor(new float[] { 1e4f, 0, -1e4f, 1e4f, 0, -1e4f }, [1, 2, 3]);
        var targets = tensor(new long[] { 0, 2 }, [1, 2]);
        Texts.TokenLosses(logits, targets).Should().BeCloseTo(
            tensor(new float[] { 0, 2e4f }, [1, 2]), 1e-2, "batch position", mistakes:
            [
                ("a probability vanished to 0 before its logarithm was taken: use `log_softmax`",
                    -logits.softmax(2).log().gather(2, targets.unsqueeze(2)).squeeze(2)),
            ]);
    }

    [ExerciseTheory("1.1.4")]
    [InlineData(3, 7, 4, false)]
    [InlineData(1, 2, 3, false)]
    [InlineData(5, 20, 5, true)]
    public void PairsAreCounted(long batch, long count, long vocabulary, bool view)
    {
        var tokens = Some.Tokens(view, vocabulary - 1, batch, count);
        using var unchanged = Inputs.MustStayUnchanged(tokens);
        var rows = tokens.unbind(0).Select(row => row.data<long>().ToArray()).ToArray();
        var wanted = Table(Counts(rows), 1);
        var table = Texts.BigramTable(tokens, vocabulary);
        table.Should().BeCloseTo(wanted, Tolerance, "previous next", mistakes:
        [
            ("rows and columns are exchanged: the first axis is the token that comes first",
                Table(Counts([.. rows.Select(row => row.Reverse().ToArray())]), 1)),
            ("columns add up to 1: given the *previous* token, the probabilities of the next ones do",
                Normalised(Counts(rows) + 1, 0)),
            ("the table as a whole adds up to 1: each row should",
                ((Counts(rows) + 1) / (Counts(rows) + 1).sum()).log().to(float32)),
            ("what was never seen is impossible: count every pair once more", Table(Counts(rows), 0)),
            ("these are probabilities: take their logarithms", wanted.exp()),
            ("these are counts", (Counts(rows) + 1).to(float32)),
            ("the last token of a row and the first one of the next row were counted as a pair",
                Table(Counts([[.. rows.SelectMany(row => row)]]), 1)),
            ("each pair counts only once, however often it was seen",
                Table(Counts(rows).clamp(max: 1), 1)),
            ("the table is of pairs that are two apart, or the tokens of a pair are the same",
                Table(Counts([.. rows.Select(row => row.SelectMany(x => new[] { x, x }).ToArray())]), 1)),
        ]);

        Tensor Counts(long[][] texts)
        {
            var counts = zeros(vocabulary, vocabulary, dtype: float64);
            foreach (var text in texts)
                foreach (var (previous, next) in text.Zip(text.Skip(1)))
                    counts[previous, next] += 1;
            return counts;
        }
    }

    // What is learned from one text is measured on another one, as on the page.
    [ExerciseFact("1.1.4")]
    public void ItsRowsAreProbabilities()
    {
        var table = Texts.BigramTable(Some.Tokens(false, 6, 4, 30), 8);
        table.exp().sum(dim: 1).Should().BeCloseTo(ones(8), 1e-5, "previous");
        table[7].exp().Should().BeCloseTo(full(8, 0.125f), 1e-6, "next", mistakes:
            [("a token that was never seen has to have a row too: every pair counts once more", zeros(8))]);
    }

    private static Tensor Table(Tensor counts, int more) => Normalised(counts + more, 1);

    private static Tensor Normalised(Tensor counts, int dim) =>
        (counts / counts.sum(dim: dim, keepdim: true)).log().to(float32);
}
