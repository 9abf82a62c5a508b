using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class RepetitionTests
{
    [ExerciseTheory("1.2.9")]
    [InlineData(1, 1, 2)]
    [InlineData(5, 12, 9)]
    [InlineData(40, 30, 3)]
    public void AreBosAndABlockTwice(long batch, long period, long bos)
    {
        using var generator = new Generator(3);
        var tokens = Repetition.RepeatedTokens(batch, period, bos, generator);
        tokens.Should().HaveShape("batch position", batch, 1 + 2 * period).And.HaveDtype(int64);
        tokens.select(1, 0).Should().BeEqualTo(full([batch], bos, dtype: int64), "batch", mistakes: []);
        var (first, second) = (tokens.narrow(1, 1, period), tokens.narrow(1, 1 + period, period));
        Must.Hold(second.Equals(first), second.Equals(first.flip(1))
            ? "The block was laid down backwards the second time."
            : "The second half should be the same block again.");
        Must.Hold(first.min().item<long>() >= 0, "Tokens are numbers from 0 on.");
        Must.Hold(first.max().item<long>() < bos, "BOS must not come again: the random tokens are those below it.");
    }

    [ExerciseFact("1.2.9")]
    public void EveryTokenComesUpAndEveryBlockIsAnother()
    {
        using var generator = new Generator(4);
        var block = Repetition.RepeatedTokens(200, 30, 3, generator).narrow(1, 1, 30);
        Must.Hold(!block[0].eq(block[1]).all().item<bool>(), "Each sequence has a block of its own.");
        foreach (var token in new[] { 0, 1, 2 })
        {
            // 6000 draws with a chance of 1/3: a standard deviation of 0.006.
            var share = block.eq(token).to(float64).mean().item<double>();
            Must.Hold(Math.Abs(share - 1.0 / 3) < 0.04,
                $"All tokens below BOS are as likely; {token} came up in {100 * share:0} % of the places, of 33.");
        }
    }

    [ExerciseFact("1.2.9")]
    public void ChanceComesFromTheGenerator()
    {
        using var one = new Generator(11);
        using var same = new Generator(11);
        var tokens = Repetition.RepeatedTokens(3, 20, 50, one);
        Must.Hold(Repetition.RepeatedTokens(3, 20, 50, same).Equals(tokens),
            "The same generator should bring the same tokens: pass it on.");
        Must.Hold(!Repetition.RepeatedTokens(3, 20, 50, one).Equals(tokens),
            "The generator goes on: the second batch is another one.");
    }

    [ExerciseTheory("1.2.10")]
    [InlineData(1, 2, 3)]
    [InlineData(3, 5, 6)]
    public void TheSecondCopyStartsWithASurprise(long batch, int period, long bos)
    {
        var tokens = Some.Repeated(batch, period, bos);
        var logits = Some.Numbers(batch, 1 + 2 * period, bos + 1);
        using var unchanged = Inputs.MustStayUnchanged(logits, tokens);
        var losses = logits.logsumexp(-1)[.., ..^1]
            - logits[.., ..^1].gather(2, tokens[.., 1..].unsqueeze(2)).squeeze(2);
        // Position 0 predicts the first token of the first copy.
        Tensor Over(int from, int to) => losses[.., from..to].mean();
        Repetition.LossOfCopies(logits, tokens).Should().BeCloseTo(
            stack([Over(0, period), Over(period + 1, 2 * period)]), 1e-5, "copy", mistakes:
            [
                ("the first token of the second copy was counted, which nobody can know",
                    stack([Over(0, period), Over(period, 2 * period)])),
                ("the first token of the first copy was left out; it is the second copy's that is not counted",
                    stack([Over(1, period), Over(period + 1, 2 * period)])),
                ("the copies were interchanged", stack([Over(period + 1, 2 * period), Over(0, period)])),
                ("the sign is the other way round: a loss is never negative",
                    -stack([Over(0, period), Over(period + 1, 2 * period)])),
                ("each prediction was held against the token at its own position",
                    OfTheSamePosition(logits, tokens, period)),
            ]);
    }

    [ExerciseFact("1.2.10")]
    public void PlantedInductionKnowsTheSecondCopy()
    {
        var model = Planted.Induction();
        var tokens = Some.Distinct(4, 6, Planted.Vocabulary - 1);
        var losses = Repetition.LossOfCopies(model.call(tokens), tokens);
        Must.Hold(losses[1].item<float>() < 1e-3,
            "A model with an induction circuit predicts the second copy: its loss is 0, not "
            + $"{losses[1].item<float>():0.00}.");
        Must.Hold(losses[0].item<float>() > 1,
            $"It does not know the first copy: the loss there is high, not {losses[0].item<float>():0.00}.");
    }

    private static Tensor OfTheSamePosition(Tensor logits, Tensor tokens, int period)
    {
        var losses = logits.logsumexp(-1) - logits.gather(2, tokens.unsqueeze(2)).squeeze(2);
        return stack([losses[.., ..period].mean(), losses[.., (period + 1)..^1].mean()]);
    }
}
