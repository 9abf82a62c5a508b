using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models.Tests;

/// <summary>What a run leaves behind is its result.</summary>
public class LeakTests
{
    [Fact]
    public void A_thousand_runs_leave_nothing_alive()
    {
        using var model = Small.Model(Small.Config(mlp: 3, layers: 1));
        using var tokens = Small.Tokens(1, 3);
        using (var warm = model.call(tokens)) warm.dtype.Should().Be(float32);
        DisposeScopeManager.Statistics.Reset();
        for (var run = 0; run < 250; run++)
        {
            model.call(tokens).Dispose();
            model.Loss(tokens).Dispose();
            model.RunWithHooks(tokens, ("hook_embed", x => x * 2), ("blocks.0.attn.hook_z", _ => null)).Dispose();
            var (logits, cache) = model.RunWithCache(tokens, _ => true);
            logits.Dispose();
            cache.Dispose();
            (logits, cache, var gradients) = model.RunWithCacheAndGradients(tokens, x => x.sum());
            logits.Dispose();
            cache.Dispose();
            gradients.Dispose();
        }
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(0);
    }

    [Fact]
    public void Failing_runs_leave_nothing_either()
    {
        using var model = Small.Model(Small.Config(layers: 1));
        using var tokens = Small.Tokens(1, 3);
        DisposeScopeManager.Statistics.Reset();
        Func<Tensor, Tensor?> failing = _ => throw new FormatException();
        Func<Tensor, Tensor?> wrong = x => x.sum();
        foreach (var hook in new[] { failing, wrong })
        {
            model.Invoking(x => x.RunWithCache(tokens, hooks: [("blocks.0.hook_resid_post", hook)]))
                .Should().Throw<Exception>();
            model.Invoking(x => x.RunWithCacheAndGradients(
                tokens, y => y.sum(), hooks: [("blocks.0.hook_resid_post", hook)])).Should().Throw<Exception>();
        }
        model.Invoking(x => x.RunWithCacheAndGradients(tokens, _ => throw new FormatException()))
            .Should().Throw<FormatException>();
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(0);
    }

    [Fact]
    public void The_cache_outlives_the_scope_and_owns_what_it_holds()
    {
        using var model = Small.Model(Small.Config());
        using var tokens = Small.Tokens(1, 3);
        ActivationCache cache;
        using (NewDisposeScope()) (_, cache) = model.RunWithCache(tokens);
        var pattern = cache["pattern", 0];
        pattern.sum().item<float>().Should().BeApproximately(9, 1e-4f);
        cache.Dispose();
        pattern.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Stacked_weights_and_folding_leave_their_results()
    {
        using var model = Small.Model(Small.Config());
        DisposeScopeManager.Statistics.Reset();
        model.W_OV.Dispose();
        model.W_QK.Dispose();
        model.W_Q.Dispose();
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.Should().Be(0);
        using (var scope = NewDisposeScope())
        {
            model.FoldLayerNorm().Dispose();
            scope.DisposablesCount.Should().Be(0);
        }
    }

    [Fact]
    public void A_model_outlives_the_scope_it_was_made_in()
    {
        HookedTransformer model;
        using (NewDisposeScope())
        {
            using var first = Small.Model(Small.Config());
            model = first.FoldLayerNorm();
        }
        using var tokens = Small.Tokens(1, 3);
        using var logits = model.call(tokens);
        logits.shape.Should().Equal(1, 3, 11);
        model.Dispose();
    }
}
