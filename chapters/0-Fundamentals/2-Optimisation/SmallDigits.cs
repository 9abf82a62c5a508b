using Arena.Data;
using Arena.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>A small classifier of drawn digits, at half their size: something to optimise in a second.</summary>
internal sealed class SmallDigits : IDisposable
{
    private const int Training = 4000;
    private const int Validation = 1000;
    private const int Batch = 64;
    private const int Hidden = 64;

    private readonly Tensor images;
    private readonly Tensor labels;
    private readonly Generator chance;
    private readonly nn.Module<Tensor, Tensor> model;

    /// <summary>Draws the digits and makes an untrained model.</summary>
    /// <param name="seed">What chance comes from.</param>
    public SmallDigits(int seed)
    {
        using var scope = NewDisposeScope();
        using var digits = DrawnDigits.Make(Training + Validation, seed: 2000 + seed);
        var whole = 4 * (digits.Images.to(float32) / 255f - 0.2f);
        images = Reduce(whole, "item (row 2) (column 2) -> item (row column)", Reduction.Mean)
            .MoveToOuterDisposeScope();
        labels = digits.Labels.clone().MoveToOuterDisposeScope();
        chance = new Generator((ulong)seed);
        model = nn.Sequential(nn.Linear(images.shape[1], Hidden), nn.ReLU(), nn.Linear(Hidden, DrawnDigits.Classes));
    }

    /// <summary>What is to be optimised.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. model.parameters()];

    /// <summary>Throws away what was learned, and begins anew with the random weights of a seed.</summary>
    public void Restart(int seed)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed);
        foreach (var parameter in model.parameters())
        {
            var bound = parameter.dim() == 2 ? 1 / Math.Sqrt(parameter.shape[1]) : 0;
            parameter.copy_((rand(parameter.shape, generator: generator) * 2 - 1) * bound);
        }
        chance.manual_seed(seed);
    }

    /// <summary>The loss of a random batch.</summary>
    public Tensor Loss()
    {
        var batch = randint(Training, [Batch], dtype: int64, generator: chance);
        return nn.functional.cross_entropy(model.call(images[batch]), labels[batch]);
    }

    /// <summary>Loss and accuracy on digits that were not learned from.</summary>
    public (double Loss, double Accuracy) Validate()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var scores = model.call(images[Training..]);
        var wanted = labels[Training..];
        return (
            nn.functional.cross_entropy(scores, wanted).ToDouble(),
            scores.argmax(1).eq(wanted).to(float64).mean().ToDouble());
    }

    /// <summary>Frees data and model.</summary>
    public void Dispose()
    {
        images.Dispose();
        labels.Dispose();
        chance.Dispose();
        model.Dispose();
    }
}
