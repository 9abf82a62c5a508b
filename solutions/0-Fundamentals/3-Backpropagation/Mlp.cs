using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>A multilayer perceptron: linear layers with a ReLU between them.</summary>
public sealed class Mlp : Module
{
    private readonly List<Linear> layers = [];

    /// <summary>A network with layers of these sizes.</summary>
    /// <param name="noise">Where the weights come from.</param>
    /// <param name="sizes">
    /// The size of an item, of what each hidden layer makes of it, and the number of classes.
    /// </param>
    public Mlp(Noise noise, params IReadOnlyList<int> sizes)
    {
        for (var i = 0; i + 1 < sizes.Count; i++)
            layers.Add(Register($"layers.{i}", new Linear(sizes[i], sizes[i + 1], noise)));
    }

    /// <summary>From <c>item input</c> to scores, <c>item class</c>.</summary>
    public override Variable Forward(Variable x)
    {
        for (var i = 0; i < layers.Count; i++)
            x = layers[i].Forward(i == 0 ? x : Functions.Relu(x));
        return x;
    }
}
