using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What the graph can compute: a function of arrays, and what it has to be told besides them.</summary>
public abstract record Operation
{
    /// <summary>What it is called in pictures and messages.</summary>
    public string Name => GetType().Name;

    /// <summary>Whether a gradient can flow back through it.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>Computes it.</summary>
    public abstract NdArray Forward(IReadOnlyList<NdArray> inputs);

    /// <summary>x + y.</summary>
    public sealed record Add : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0] + inputs[1];
    }

    /// <summary>x - y.</summary>
    public sealed record Subtract : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0] - inputs[1];
    }

    /// <summary>x * y.</summary>
    public sealed record Multiply : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0] * inputs[1];
    }

    /// <summary>x / y.</summary>
    public sealed record Divide : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0] / inputs[1];
    }

    /// <summary>The larger of x and y.</summary>
    public sealed record Maximum : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => NdArray.Maximum(inputs[0], inputs[1]);
    }

    /// <summary>Whether x is greater than y, as 1 or 0: a jump, which has no useful gradient.</summary>
    public sealed record Greater : Operation
    {
        /// <inheritdoc/>
        public override bool IsDifferentiable => false;

        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0] > inputs[1];
    }

    /// <summary>-x.</summary>
    public sealed record Negative : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => -inputs[0];
    }

    /// <summary>e to the power of x.</summary>
    public sealed record Exp : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0].Exp();
    }

    /// <summary>The natural logarithm.</summary>
    public sealed record Log : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0].Log();
    }

    /// <summary>The matrix product.</summary>
    public sealed record MatMul : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0].MatMul(inputs[1]);
    }

    /// <summary>Another shape.</summary>
    /// <param name="Shape">The new one.</param>
    public sealed record Reshape(IReadOnlyList<int> Shape) : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0].Reshape(Shape);
    }

    /// <summary>Another order of the axes.</summary>
    /// <param name="Order">Which axis of the input each axis of the output is.</param>
    public sealed record Permute(IReadOnlyList<int> Order) : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0].Permute(Order);
    }

    /// <summary>The sum over axes.</summary>
    /// <param name="Axes">Which ones; null for all.</param>
    /// <param name="KeepDims">Whether they stay, with size 1.</param>
    public sealed record Sum(IReadOnlyList<int>? Axes = null, bool KeepDims = false) : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0].Sum(Axes, KeepDims);
    }

    /// <summary>Picks along the first axes.</summary>
    /// <param name="Indices">For each of them the places, one for each item.</param>
    public sealed record Take(IReadOnlyList<IReadOnlyList<int>> Indices) : Operation
    {
        /// <inheritdoc/>
        public override NdArray Forward(IReadOnlyList<NdArray> inputs) => inputs[0].Take(Indices);
    }
}
