using Arena.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>Models and texts for the tests of this section: the same in every run.</summary>
internal static class Some
{
    /// <summary>
    /// A model with random weights, none of which is small or zero, so that everything matters. In double precision.
    /// </summary>
    /// <param name="layers">How many layers.</param>
    /// <param name="heads">How many heads.</param>
    /// <param name="neurons">The neurons of a layer; 0 is attention only.</param>
    /// <param name="norm">Whether there are layer norms, folded.</param>
    public static HookedTransformer Model(int layers = 2, int heads = 3, int neurons = 0, bool norm = true)
    {
        using var off = no_grad();
        using var generator = new Generator(2028);
        var model = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = layers,
            DModel = 10,
            NHeads = heads,
            DHead = 4,
            DMlp = neurons,
            NCtx = 12,
            DVocab = 13,
            Normalization = norm ? Normalization.LNPre : Normalization.None,
            InitStd = 0,
        });
        model.to(float64);
        foreach (var parameter in model.parameters())
        {
            using var scope = NewDisposeScope();
            parameter.copy_(0.5 * randn(parameter.shape, dtype: float64, generator: generator));
            parameter.requires_grad = false;
        }
        return model;
    }

    /// <summary>Random tokens of <see cref="Model"/>, labelled as if they were texts.</summary>
    /// <param name="batch">How many texts, at most 5.</param>
    /// <param name="seed">Which ones: the labels are the same for all seeds.</param>
    public static Prompts Prompts(int batch, int seed = 0)
    {
        using var generator = new Generator((ulong)seed + 1);
        long[] io = [5, 2, 7, 1, 9], s = [3, 8, 1, 4, 6], ioAt = [1, 4, 2, 1, 3], s1At = [3, 1, 3, 4, 1];
        long[] s2At = [5, 6, 5, 7, 6], end = [8, 7, 6, 8, 7];
        return new Prompts(
            randint(1, 13, [batch, 9], dtype: int64, generator: generator), Of(io), Of(s), Of(ioAt), Of(s1At), Of(s2At),
                Of(end));

        Tensor Of(long[] values) => tensor(values[..batch]);
    }

    /// <summary>The planted texts with the other name at S2.</summary>
    public static Tensor OtherGiver(Prompts prompts)
    {
        var tokens = prompts.Tokens.clone();
        for (var row = 0; row < prompts.Count; row++)
            tokens[row, prompts.S2At[row].item<long>()] = prompts.Io[row];
        return tokens;
    }

    /// <summary>Fails when tensors live on that no dispose scope will ever get hold of: caches own theirs.</summary>
    /// <param name="run">What is run, twice.</param>
    public static void NothingIsLeftOf(Func<Tensor> run)
    {
        long Live()
        {
            using (NewDisposeScope()) run();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }

        var before = Live();
        (Live() - before).Should().Be(
            0, "that many tensors live on after each call; the activations of a run belong to their cache until it is "
            + "disposed of");
    }

    /// <summary>The mean logit difference, row by row.</summary>
    public static double Difference(Tensor logits, Prompts prompts)
    {
        var sum = 0.0;
        for (var row = 0; row < prompts.Count; row++)
        {
            var end = logits[row, prompts.End[row].item<long>()];
            sum += (end[prompts.Io[row]] - end[prompts.S[row]]).to(float64).item<double>();
        }
        return sum / prompts.Count;
    }
}
