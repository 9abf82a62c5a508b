using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class AblationTests
{
    private const double Tolerance = 1e-4;

    [ExerciseTheory("1.2.19")]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    public void AHeadWithoutOutput(int layer, int head)
    {
        var model = Some.Model();
        var tokens = Some.Tokens(7, 3, 6);
        using var unchanged = Inputs.MustStayUnchanged([tokens, .. model.parameters()]);
        var wanted = Without(model, layer, head).call(tokens);
        Ablation.ZeroAblated(model, tokens, layer, head).Should().BeCloseTo(
            wanted, Tolerance, "batch position d_vocab", mistakes:
            [
                ("nothing was ablated", model.call(tokens)),
                ("a head of the other layer was ablated", Without(model, 1 - layer, head).call(tokens)),
                ("another head was ablated", Without(model, layer, (head + 1) % 3).call(tokens)),
                ("all heads of the layer were ablated", Without(model, layer, 0, 1, 2).call(tokens)),
                ("all heads but this one were ablated",
                    Without(model, layer, [.. new[] { 0, 1, 2 }.Where(x => x != head)]).call(tokens)),
            ]);
    }

    [ExerciseTheory("1.2.20")]
    [InlineData(0, 2, 4)]
    [InlineData(1, 0, 3)]
    public void AHeadThatIsTheSameInEverySequence(int layer, int head, long batch)
    {
        var model = Some.Model();
        var tokens = Some.Tokens(7, batch, 6);
        using var unchanged = Inputs.MustStayUnchanged([tokens, .. model.parameters()]);
        Ablation.MeanAblated(model, tokens, layer, head).Should().BeCloseTo(
            WithResult(x => x.mean([0], keepdim: true)), Tolerance, "batch position d_vocab", mistakes:
            [
                ("the head writes nothing: its mean over the batch should take its place",
                    Without(model, layer, head).call(tokens)),
                ("the mean runs over the positions; it should run over the batch",
                    WithResult(x => x.mean([1], keepdim: true))),
                ("the mean runs over batch and positions; each position keeps its own",
                    WithResult(x => x.mean([0, 1], keepdim: true))),
                ("nothing was ablated", model.call(tokens)),
                ("all heads of the layer were replaced by their means", All()),
            ]);

        // What the head writes is linear in its z.
        Tensor WithResult(Func<Tensor, Tensor> change) =>
            model.RunWithHooks(tokens, (HookName.Of("result", layer), result =>
            {
                var one = result.select(2, head);
                one.copy_(change(one).expand_as(one));
                return result;
            }
        ));

        Tensor All() => model.RunWithHooks(tokens, (HookName.Of("result", layer),
            result => result.mean([0], keepdim: true).expand_as(result).clone()));
    }

    [ExerciseTheory("1.2.21")]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void AHeadFromOtherSequences(int layer, int head)
    {
        var model = Some.Model();
        var (tokens, others) = (Some.Tokens(7, 3, 6), Some.Tokens(7, 3, 6, seed: 2));
        using var unchanged = Inputs.MustStayUnchanged([tokens, others, .. model.parameters()]);
        Ablation.ResampleAblated(model, tokens, others, layer, head).Should().BeCloseTo(
            With(tokens, others, [head]), Tolerance, "batch position d_vocab", mistakes:
            [
                ("nothing was ablated", model.call(tokens)),
                ("these are the logits of the other sequences", model.call(others)),
                ("the runs were interchanged: the head comes from the others, all else from the tokens",
                    With(others, tokens, [head])),
                ("all heads of the layer come from the others", With(tokens, others, [0, 1, 2])),
            ]);

        Tensor With(Tensor run, Tensor source, int[] heads)
        {
            var place = HookName.Of("result", layer);
            var (_, cache) = model.RunWithCache(source);
            using var held = cache;
            return model.RunWithHooks(run, (place, result =>
            {
                foreach (var one in heads) result[.., .., one] = held[place][.., .., one];
                return result;
            }
            ));
        }
    }

    [ExerciseTheory("1.2.22")]
    [InlineData(1, 2, 1, 2)]
    [InlineData(2, 3, 3, 4)]
    public void EffectsAreRisesOfTheLoss(int layers, int heads, long batch, int period)
    {
        var model = Some.Model(layers, heads);
        var tokens = Some.Repeated(batch, period, 6);
        var logits = Some.Numbers(layers, heads, batch, 1 + 2 * period, 7);
        using var unchanged = Inputs.MustStayUnchanged([tokens, logits, .. model.parameters()]);
        Ablation.AblationEffects(model, tokens, (layer, head) => logits[layer, head]).Should().BeCloseTo(
            Effects(period + 1), Tolerance, "layer head", mistakes:
            [
                ("the sign is the other way round: it is the loss without the head less that of the whole model",
                    -Effects(period + 1)),
                ("these are losses: take that of the whole model away", Effects(period + 1) + Loss(
                    model.call(tokens), period + 1)),
                ("the first copy was counted as well", Effects(0)),
                ("the first token of the second copy was counted, which nobody can know", Effects(period)),
            ]);

        Tensor Effects(int from) => stack([.. logits.reshape(-1, batch, 1 + 2 * period, 7).unbind(0)
            .Select(x => Loss(x, from) - Loss(model.call(tokens), from))]).reshape(layers, heads);

        Tensor Loss(Tensor x, int from) => nn.functional.cross_entropy(
            x[.., from..^1].flatten(0, 1), tokens[.., (from + 1)..].flatten());
    }

    [ExerciseFact("1.2.22")]
    public void PlantedHeadsAreWorthMost()
    {
        var model = Planted.Induction(later: 0);
        var tokens = Some.Distinct(3, 5, Planted.Vocabulary - 1);
        var effects = Ablation.AblationEffects(
            model, tokens, (layer, head) => Without(model, layer, head).call(tokens));
        foreach (var (layer, head) in new[] { (0, 0), (0, 2), (1, 1), (1, 2) })
        {
            Must.Hold(Math.Abs(effects[layer, head].item<float>()) < 1e-3,
                $"Head {layer}.{head} of the planted model does nothing, and is worth nothing.");
        }
        Must.Hold(effects[0, 1].item<float>() > 1, "Without head 0.1, the planted induction does not work.");
        Must.Hold(effects[1, 0].item<float>() > 1, "Without head 1.0, the planted induction does not work.");
    }

    private static HookedTransformer Without(HookedTransformer model, int layer, params int[] heads) =>
        Some.Changed(model, copy =>
        {
            var output = copy.blocks[layer].attn.W_O;
            foreach (var head in heads) output[head] = zeros_like(output[head]);
        });
}
