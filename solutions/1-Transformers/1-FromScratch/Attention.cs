using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>The attention heads of one block. They move information between positions; nothing else does.</summary>
public sealed class Attention : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes queries, <c>head d_model d_head</c>.</summary>
    public readonly Parameter W_Q;

    /// <summary>Makes keys, <c>head d_model d_head</c>.</summary>
    public readonly Parameter W_K;

    /// <summary>Makes values, <c>head d_model d_head</c>.</summary>
    public readonly Parameter W_V;

    /// <summary>Writes back into the stream, <c>head d_head d_model</c>.</summary>
    public readonly Parameter W_O;

    /// <summary>Is added to queries, <c>head d_head</c>.</summary>
    public readonly Parameter b_Q;

    /// <summary>Is added to keys, <c>head d_head</c>.</summary>
    public readonly Parameter b_K;

    /// <summary>Is added to values, <c>head d_head</c>.</summary>
    public readonly Parameter b_V;

    /// <summary>Is added once to what all heads write, <c>d_model</c>.</summary>
    public readonly Parameter b_O;

    /// <summary>Makes heads that have zeros everywhere.</summary>
    /// <param name="dModel">Numbers in the residual stream at each position.</param>
    /// <param name="heads">How many heads.</param>
    /// <param name="dHead">Numbers in a query, key or value.</param>
    public Attention(long dModel, long heads, long dHead) : base(nameof(Attention))
    {
        W_Q = new Parameter(zeros(heads, dModel, dHead));
        W_K = new Parameter(zeros(heads, dModel, dHead));
        W_V = new Parameter(zeros(heads, dModel, dHead));
        W_O = new Parameter(zeros(heads, dHead, dModel));
        b_Q = new Parameter(zeros(heads, dHead));
        b_K = new Parameter(zeros(heads, dHead));
        b_V = new Parameter(zeros(heads, dHead));
        b_O = new Parameter(zeros(dModel));
        RegisterComponents();
    }

    /// <summary>What the heads add to the stream at each position, having read at this one and those before it.</summary>
    /// <param name="x">The normalised stream, <c>batch position d_model</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [Exercise("1.1.15", "The attention layer",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Attention)]
    [return: Shape("batch position d_model")]
    public override Tensor forward([Shape("batch position d_model")] Tensor x)
    {
        var q = AttentionSteps.Project(x, W_Q, b_Q);
        var k = AttentionSteps.Project(x, W_K, b_K);
        var v = AttentionSteps.Project(x, W_V, b_V);
        var pattern = AttentionSteps.Pattern(AttentionSteps.Scores(q, k));
        return AttentionSteps.Output(AttentionSteps.Mix(pattern, v), W_O, b_O);
    }
}
