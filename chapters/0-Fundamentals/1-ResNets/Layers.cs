using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Lets positive numbers through and turns negative ones into 0.</summary>
[Exercise("0.1.1", "ReLU",
    Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class ReLU() : nn.Module<Tensor, Tensor>(nameof(ReLU))
{
    /// <summary>The larger of each number and 0.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public override Tensor forward(Tensor x)
    {
        throw new NotImplementedException("0.1.1 ReLU");
    }
}

/// <summary>
/// Each output is a weighted sum of all inputs, plus a bias. Its parameters are called <c>weight</c>,
/// <c>d_out d_in</c>, and <c>bias</c>, <c>d_out</c>, as those of <c>nn.Linear</c>.
/// </summary>
[Exercise("0.1.2", "Linear layer",
    Minutes = 15, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <summary>
    /// Draws all parameters uniformly from -1/√<paramref name="inputs"/> to 1/√<paramref name="inputs"/>.
    /// </summary>
    /// <param name="inputs">The size of the last axis of what comes in, <c>d_in</c>.</param>
    /// <param name="outputs">The size of the last axis of what goes out, <c>d_out</c>.</param>
    /// <param name="hasBias">Whether there is a bias; without one, <c>bias</c> stays null.</param>
    public Linear(long inputs, long outputs, bool hasBias = true) : base(nameof(Linear))
    {
        throw new NotImplementedException("0.1.2 Linear layer");
    }

    /// <summary>The weighted sums, plus the bias if there is one.</summary>
    /// <param name="x"><c>… d_in</c>, with any axes in front, or none.</param>
    /// <returns><c>… d_out</c>.</returns>
    public override Tensor forward(Tensor x)
    {
        throw new NotImplementedException("0.1.2 Linear layer");
    }
}

/// <summary>Merges neighbouring axes into one, in reading order.</summary>
/// <param name="start">The first axis that is merged; a negative one counts from the end.</param>
/// <param name="end">The last axis that is merged; a negative one counts from the end.</param>
[Exercise("0.1.3", "Flatten",
    Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
public sealed class Flatten(long start = 1, long end = -1) : nn.Module<Tensor, Tensor>(nameof(Flatten))
{
    private readonly long start = start;
    private readonly long end = end;

    /// <summary>Merges the axes.</summary>
    /// <param name="x">Any shape that has these axes; any memory layout.</param>
    /// <returns>As many axes as <paramref name="x"/>, less those that went into another.</returns>
    public override Tensor forward(Tensor x)
    {
        throw new NotImplementedException("0.1.3 Flatten");
    }
}

/// <summary>
/// Modules in a row: each gets what the one before returns. They are registered as <c>0</c>, <c>1</c> and so on, so
/// that their parameters are found, <c>0.weight</c> first.
/// </summary>
[Exercise("0.1.4", "Sequential",
    Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] inOrder;

    /// <summary>Puts modules in a row.</summary>
    /// <param name="modules">In the order in which they are called. There may be none.</param>
    public Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
    {
        throw new NotImplementedException("0.1.4 Sequential");
    }

    /// <summary>How many modules there are.</summary>
    public int Count => throw new NotImplementedException("0.1.4 Sequential");

    /// <summary>One of the modules.</summary>
    /// <param name="index">From 0; <c>[^1]</c> is the last one.</param>
    public nn.Module<Tensor, Tensor> this[int index] => throw new NotImplementedException("0.1.4 Sequential");

    /// <summary>What comes out of the last module.</summary>
    /// <param name="x">What the first module gets. If there are no modules, it comes out as it went in.</param>
    public override Tensor forward(Tensor x)
    {
        throw new NotImplementedException("0.1.4 Sequential");
    }
}

/// <summary>A multilayer perceptron for small images: flatten, linear, ReLU, linear.</summary>
[Exercise("0.1.5", "A multilayer perceptron",
    Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    /// <summary>Makes the layers, both linear ones with a bias.</summary>
    /// <param name="pixels">How many numbers there are in an image, all axes but the batch's together.</param>
    /// <param name="hidden">How many numbers the first linear layer makes of them.</param>
    /// <param name="classes">How many scores come out.</param>
    public Mlp(long pixels = 784, long hidden = 100, long classes = 10) : base(nameof(Mlp))
    {
        throw new NotImplementedException("0.1.5 A multilayer perceptron");
    }

    /// <summary>Scores, one for each class; the larger, the more likely.</summary>
    /// <param name="images"><c>batch channel row column</c>, or <c>batch row column</c>.</param>
    /// <returns><c>batch class</c>.</returns>
    public override Tensor forward(Tensor images)
    {
        throw new NotImplementedException("0.1.5 A multilayer perceptron");
    }
}
