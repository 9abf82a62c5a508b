using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models.Tests;

public sealed class WeightTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor tokens = Small.Tokens(3, 7);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(Normalization.LN, 7)]
    [InlineData(Normalization.LN, 0)]
    [InlineData(Normalization.LNPre, 7)]
    [InlineData(Normalization.None, 7)]
    public void Folding_changes_no_logits(Normalization normalization, int mlp)
    {
        foreach (var (exact, tolerance) in new[] { (true, 1e-10), (false, 1e-5) })
        {
            using var model = Small.Model(Small.Config(normalization, mlp: mlp), exact);
            using var folded = model.FoldLayerNorm();
            folded.Config.Normalization.Should().Be(
                normalization == Normalization.None ? Normalization.None : Normalization.LNPre);
            folded.named_parameters().Should().NotContain(x => x.name.Contains("ln"));
            Small.Distance(folded.call(tokens), model.call(tokens)).Should().BeLessThan(tolerance);
            using (no_grad()) folded.W_U.zero_();
            model.call(tokens).abs().max().ToDouble().Should().BeGreaterThan(1, "it is a model of its own");
        }
    }

    [Fact]
    public void Weights_of_all_layers_are_stacked()
    {
        using var model = Small.Model(Small.Config(), exact: true);
        var state = model.state_dict();
        foreach (var (name, stacked) in new (string, Tensor)[]
                 {
                     ("attn.W_Q", model.W_Q), ("attn.W_K", model.W_K), ("attn.W_V", model.W_V), ("attn.W_O", model.W_O),
                     ("attn.b_Q", model.b_Q), ("attn.b_K", model.b_K), ("attn.b_V", model.b_V), ("attn.b_O", model.b_O),
                     ("mlp.W_in", model.W_in), ("mlp.b_in", model.b_in), ("mlp.W_out", model.W_out),
                     ("mlp.b_out", model.b_out),
                 })
        {
            for (var layer = 0; layer < 2; layer++)
                Small.Distance(stacked[layer], state[$"blocks.{layer}.{name}"]).Should().Be(0, name);
        }
        for (var layer = 0; layer < 2; layer++)
        {
            for (var head = 0; head < 3; head++)
            {
                var (q, k) = (model.W_Q[layer, head], model.W_K[layer, head]);
                Small.Distance(model.W_QK[layer, head], q.matmul(k.t())).Should().BeLessThan(1e-13);
                var (v, o) = (model.W_V[layer, head], model.W_O[layer, head]);
                Small.Distance(model.W_OV[layer, head], v.matmul(o)).Should().BeLessThan(1e-13);
            }
        }
    }

    [Fact]
    public void Models_without_them_say_so()
    {
        using var attention = Small.Model(Small.Config(mlp: 0));
        attention.Invoking(x => x.W_in).Should().Throw<InvalidOperationException>().WithMessage("*attention only*");
        using var empty = Small.Model(Small.Config(layers: 0));
        empty.Invoking(x => x.W_Q).Should().Throw<InvalidOperationException>().WithMessage("*no layers*");
    }

    [Fact]
    public void Gradients_flow_through_stacked_weights()
    {
        using var model = Small.Model(Small.Config());
        model.W_OV.sum().backward();
        model.blocks[1].attn.W_O.grad!.abs().max().ToDouble().Should().BePositive();
    }
}
