using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models.Tests;

/// <summary>Against libtorch's own layers, with the weights copied over.</summary>
public sealed class LibtorchTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor tokens = Small.Tokens(3, 7);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Attention_is_libtorchs(int heads, int width)
    {
        using var model = Small.Model(Small.Config(heads: heads, head: width), exact: true);
        var (_, cache) = model.RunWithCache(tokens);
        using var __ = cache;
        using var theirs = nn.MultiheadAttention(6, heads).to(float64);
        var attn = model.blocks[1].attn;
        using (no_grad())
        {
            var state = theirs.state_dict();
            state["in_proj_weight"].copy_(cat([.. new[] { attn.W_Q, attn.W_K, attn.W_V }.Select(
                w => w.permute(0, 2, 1).reshape(6, 6))]));
            state["in_proj_bias"].copy_(cat([attn.b_Q.flatten(), attn.b_K.flatten(), attn.b_V.flatten()]));
            state["out_proj.weight"].copy_(attn.W_O.reshape(6, 6).t());
            state["out_proj.bias"].copy_(attn.b_O);
        }
        var x = cache["ln1.normalized", 1].transpose(0, 1);
        var mask = ones(7, 7, dtype: float64).triu(1) * -1e9;
        var (output, pattern) = theirs.call(x, x, x, null, true, mask);
        Small.Distance(output.transpose(0, 1), cache["attn_out", 1]).Should().BeLessThan(1e-10);
        Small.Distance(pattern, cache["pattern", 1].mean([1])).Should().BeLessThan(1e-10);

        var (q, k, v) = (cache["q", 0], cache["k", 0], cache["v", 0]);
        var z = nn.functional.scaled_dot_product_attention(
            q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), is_casual: true);
        Small.Distance(z.transpose(1, 2), cache["z", 0]).Should().BeLessThan(1e-10);
    }

    [Fact]
    public void Layer_norm_and_activations_are_libtorchs()
    {
        using var model = Small.Model(Small.Config(), exact: true);
        var (logits, cache) = model.RunWithCache(tokens);
        using var __ = cache;
        var ln = model.blocks[0].ln2!;
        var x = cache["resid_mid", 0];
        Small.Distance(nn.functional.layer_norm(x, [6], ln.w, ln.b, 1e-5), cache["ln2.normalized", 0])
            .Should().BeLessThan(1e-12);
        Small.Distance(nn.functional.gelu(cache["pre", 0]), cache["post", 0]).Should().BeLessThan(1e-12);
        Small.Distance(nn.functional.linear(cache["ln_final.hook_normalized"], model.W_U.t(), model.b_U), logits)
            .Should().BeLessThan(1e-12);
    }
}
