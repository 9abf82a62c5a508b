using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class EmbeddingsTests
{
    [ExerciseTheory("1.1.5")]
    [InlineData(2, 3, 5, 4, false)]
    [InlineData(1, 1, 3, 2, false)]
    [InlineData(3, 4, 4, 4, true)]
    public void TheProductPicksRows(long batch, long positions, long vocabulary, long dModel, bool view)
    {
        var tokens = Some.Tokens(view, vocabulary, batch, positions);
        var weight = Some.Numbers(view, vocabulary, dModel);
        using var unchanged = Inputs.MustStayUnchanged(tokens, weight);
        Embeddings.EmbedByProduct(tokens, weight).Should().BeCloseTo(
            Rows(tokens, weight), 1e-6, "batch position d_model", Mistakes(tokens, weight));
    }

    [ExerciseFact("1.1.5")]
    public void TheProductHasTheGradientOfTheRows()
    {
        var tokens = tensor(new long[] { 1, 2, 1 }, [1, 3]);
        var weight = Some.Numbers(false, 4, 2).requires_grad_();
        Embeddings.EmbedByProduct(tokens, weight).sum().backward();
        weight.Should().HaveGradient(tensor(new float[] { 0, 0, 2, 2, 1, 1, 0, 0 }, [4, 2]), 1e-6, "vocabulary d_model");
    }

    [ExerciseTheory("1.1.6")]
    [InlineData(2, 3, 5, 4, false)]
    [InlineData(1, 1, 3, 2, false)]
    [InlineData(3, 4, 4, 4, true)]
    public void LookingUpPicksRows(long batch, long positions, long vocabulary, long dModel, bool view)
    {
        var tokens = Some.Tokens(view, vocabulary, batch, positions);
        var weight = Some.Numbers(view, vocabulary, dModel);
        using var unchanged = Inputs.MustStayUnchanged(tokens, weight);
        Embeddings.Embed(tokens, weight).Should().BeCloseTo(
            Rows(tokens, weight), 0, "batch position d_model", Mistakes(tokens, weight));
    }

    [ExerciseFact("1.1.6")]
    public void LookingUpHasAGradient()
    {
        var weight = Some.Numbers(false, 3, 2).requires_grad_();
        Embeddings.Embed(tensor(new long[] { 0, 2, 2 }, [1, 3]), weight).sum().backward();
        weight.Should().HaveGradient(tensor(new float[] { 1, 1, 0, 0, 2, 2 }, [3, 2]), 1e-6, "vocabulary d_model");
    }

    [ExerciseTheory("1.1.7")]
    [InlineData(2, 3, 0, false)]
    [InlineData(1, 6, 0, false)]
    [InlineData(3, 2, 1, true)]
    [InlineData(2, 1, 5, false)]
    public void PositionsAreCountedFromTheStart(long batch, long positions, long start, bool view)
    {
        var tokens = Some.Tokens(view, 6, batch, positions);
        var weight = Some.Numbers(view, 6, 3);
        using var unchanged = Inputs.MustStayUnchanged(tokens, weight);
        var one = stack([.. Enumerable.Range((int)start, (int)positions).Select(at => weight[at])]);
        var wanted = stack([.. Enumerable.Repeat(one, (int)batch)]);
        var result = start == 0
            ? Embeddings.EmbedPositions(tokens, weight) : Embeddings.EmbedPositions(tokens, weight, start);
        result.Should().BeCloseTo(wanted, 0, "batch position d_model", mistakes:
        [
            ("the tokens were looked up; a position's vector does not depend on which token is there", weight[tokens]),
            ("`start` was not taken into account", weight[..(int)positions].expand(batch, -1, -1)),
            ("every position has the vector of the first", one[..1].expand(batch, positions, -1)),
        ]);
    }

    [ExerciseTheory("1.1.7")]
    [InlineData(7, 0)]
    [InlineData(3, 4)]
    [InlineData(1, 6)]
    public void ThereAreNoPositionsBeyondTheLast(long positions, long start)
    {
        var act = () => Embeddings.EmbedPositions(zeros(2, positions, dtype: int64), Some.Numbers(false, 6, 3), start);
        act.Should().Throw<ArgumentException>(
            "there are 6 vectors, and a text from position {0} to {1} needs more", start, start + positions - 1);
    }

    private static Tensor Rows(Tensor tokens, Tensor weight) => stack([.. tokens.unbind(0).Select(text =>
        stack([.. text.data<long>().ToArray().Select(token => weight[token])]))]);

    private static IEnumerable<(string, Tensor)> Mistakes(Tensor tokens, Tensor weight) =>
        weight.shape[0] == weight.shape[1]
            ? [("columns were taken: a token's vector is a *row* of the matrix", Rows(tokens, weight.t()))]
            : [];
}
