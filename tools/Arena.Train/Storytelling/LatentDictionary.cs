using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Train.Storytelling;

/// <summary>A gated sparse autoencoder of a model's activations (Rajamanoharan et al. 2024).</summary>
internal sealed class LatentDictionary : IDisposable
{
    private const int Steps = 2000;
    private const int BatchSize = 512;
    private const double Penalty = 0.8;

    private readonly Parameter encoder;
    private readonly Parameter gateBias;
    private readonly Parameter strength;
    private readonly Parameter strengthBias;
    private readonly Parameter decoder;
    private readonly Parameter offset;
    private readonly double scale;

    /// <summary>Trains it.</summary>
    /// <param name="activations"><c>item d_model</c>.</param>
    /// <param name="latents">How many latents.</param>
    public LatentDictionary(Tensor activations, long latents)
    {
        using var on = enable_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(123);
        var mean = activations.mean([0]);
        scale = (activations - mean).square().sum(dim: 1).mean().sqrt().item<float>();
        var inputs = activations / scale;
        var directions = nn.functional.normalize(randn([latents, inputs.shape[1]], generator: generator), dim: 1);
        (decoder, encoder) = (Weight(directions), Weight(directions.t()));
        (gateBias, strength, strengthBias) = (Weight(zeros(latents)), Weight(zeros(latents)), Weight(zeros(latents)));
        offset = Weight(mean / scale);
        using var optimiser = optim.Adam([encoder, gateBias, strength, strengthBias, decoder, offset], 0.006);
        for (var step = 0; step < Steps; step++)
        {
            using var inner = NewDisposeScope();
            if (step == 2 * Steps / 3)
                foreach (var group in optimiser.ParamGroups) group.LearningRate = 0.001;
            var items = randint(0, inputs.shape[0], [BatchSize], dtype: int64, generator: generator);
            optimiser.zero_grad();
            Loss(inputs.index_select(0, items)).backward();
            optimiser.step();
            using var off = no_grad();
            decoder.div_(decoder.norm(1, keepdim: true));
        }
    }

    /// <summary>The latents of some activations.</summary>
    /// <param name="activations"><c>… d_model</c>.</param>
    /// <returns><c>… latent</c>, none below 0.</returns>
    public Tensor Encode(Tensor activations) => Latents(activations / scale).Latents;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weight in new[] { encoder, gateBias, strength, strengthBias, decoder, offset }) weight.Dispose();
    }

    private (Tensor Latents, Tensor Gate) Latents(Tensor x)
    {
        var read = (x - offset).matmul(encoder);
        var gate = (read + gateBias).relu();
        return ((strength.exp() * read + strengthBias).relu() * gate.gt(0), gate);
    }

    private Tensor Loss(Tensor x)
    {
        var (latents, gate) = Latents(x);
        var error = (x - latents.matmul(decoder) - offset).square().sum(dim: 1);
        var ofGate = (x - gate.matmul(decoder.detach()) - offset.detach()).square().sum(dim: 1);
        return (error + Penalty * gate.sum(dim: 1) + ofGate).mean();
    }

    private static Parameter Weight(Tensor start) =>
        new(start.detach().clone().DetachFromDisposeScope());
}
