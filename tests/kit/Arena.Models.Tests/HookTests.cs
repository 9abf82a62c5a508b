using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models.Tests;

public sealed class HookTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly HookedTransformer model = Small.Model(Small.Config(), exact: true);
    private readonly Tensor tokens = Small.Tokens(2, 5);

    public void Dispose()
    {
        model.Dispose();
        scope.Dispose();
    }

    [Fact]
    public void The_cache_has_the_names_of_TransformerLens()
    {
        var (_, cache) = model.RunWithCache(tokens);
        using (cache)
        {
            cache.Names.Where(x => !x.StartsWith("blocks.1", StringComparison.Ordinal)).Should().Equal(
                "hook_embed", "hook_pos_embed", "blocks.0.hook_resid_pre", "blocks.0.ln1.hook_scale",
                "blocks.0.ln1.hook_normalized", "blocks.0.attn.hook_q", "blocks.0.attn.hook_k", "blocks.0.attn.hook_v",
                "blocks.0.attn.hook_attn_scores", "blocks.0.attn.hook_pattern", "blocks.0.attn.hook_z",
                "blocks.0.attn.hook_result", "blocks.0.hook_attn_out", "blocks.0.hook_resid_mid",
                "blocks.0.ln2.hook_scale", "blocks.0.ln2.hook_normalized", "blocks.0.mlp.hook_pre",
                "blocks.0.mlp.hook_post", "blocks.0.hook_mlp_out", "blocks.0.hook_resid_post", "ln_final.hook_scale",
                "ln_final.hook_normalized");
            cache["blocks.1.attn.hook_pattern"].shape.Should().Equal(2, 3, 5, 5);
            cache["blocks.0.attn.hook_result"].shape.Should().Equal(2, 5, 3, 6);
            cache["hook_pos_embed"].shape.Should().Equal(2, 5, 6);
            foreach (var (name, full) in new[]
                     {
                         ("pattern", "blocks.1.attn.hook_pattern"), ("resid_post", "blocks.1.hook_resid_post"),
                         ("post", "blocks.1.mlp.hook_post"), ("ln1.scale", "blocks.1.ln1.hook_scale"),
                         ("attn.hook_q", "blocks.1.attn.hook_q"), ("mlp_out", "blocks.1.hook_mlp_out"),
                     })
            {
                cache[name, 1].Should().BeSameAs(cache[full]);
            }
            cache.Contains("blocks.0.hook_q_input").Should().BeFalse();
            model.HookNames.Should().Contain("blocks.0.hook_q_input").And.Contain(cache.Names);
        }
    }

    [Fact]
    public void A_model_of_attention_only_has_fewer_places()
    {
        using var small = Small.Model(Small.Config(Normalization.None, mlp: 0, layers: 1));
        small.HookNames.Should().Equal(
            "hook_embed", "hook_pos_embed", "blocks.0.hook_resid_pre", "blocks.0.hook_q_input", "blocks.0.hook_k_input",
            "blocks.0.hook_v_input", "blocks.0.attn.hook_q", "blocks.0.attn.hook_k", "blocks.0.attn.hook_v",
            "blocks.0.attn.hook_attn_scores", "blocks.0.attn.hook_pattern", "blocks.0.attn.hook_z",
            "blocks.0.attn.hook_result", "blocks.0.hook_attn_out", "blocks.0.hook_resid_post");
    }

    [Fact]
    public void What_is_kept_is_chosen()
    {
        var (_, cache) = model.RunWithCache(tokens, name => name.EndsWith("pattern", StringComparison.Ordinal));
        using (cache) cache.Names.Should().Equal("blocks.0.attn.hook_pattern", "blocks.1.attn.hook_pattern");
        (_, cache) = model.RunWithCache(tokens, ["blocks.1.hook_k_input"]);
        using (cache) cache.Names.Should().Equal("blocks.1.hook_k_input");
        model.Invoking(x => x.RunWithCache(tokens, name => name == "patern"))
            .Should().Throw<ArgumentException>().WithMessage("None of the model's places is chosen*'hook_embed'*");
        model.Invoking(x => x.RunWithCache(tokens, ["blocks.1.hook_pattern"]))
            .Should().Throw<ArgumentException>().WithMessage("*'blocks.1.hook_pattern'*'blocks.1.attn.hook_pattern'*");
    }

    [Fact]
    public void Every_place_can_be_read_and_what_replaces_it_takes_effect()
    {
        var plain = model.call(tokens);
        var (_, clean) = model.RunWithCache(tokens, _ => true);
        using (clean)
        {
            foreach (var name in model.HookNames)
            {
                Tensor? seen = null;
                var read = model.RunWithHooks(tokens, (name, x =>
                {
                    seen = x.clone().DetachFromDisposeScope();
                    return null;
                }
                ));
                Small.Distance(read, plain).Should().BeLessThan(1e-12, name);
                Small.Distance(seen!.nan_to_num(0, 0, 0), clean[name].nan_to_num(0, 0, 0))
                    .Should().BeLessThan(1e-12, name);
                seen.Dispose();
                // Squares are no shift and no multiple, which a layer norm would take back.
                var isScores = name.EndsWith("scores", StringComparison.Ordinal);
                var replaced = model.RunWithHooks(tokens, (name, x => isScores ? x * 0.5 : x.square()));
                Small.Distance(replaced, plain).Should().BeGreaterThan(1e-3, name);
            }
        }
        Small.Distance(model.call(tokens), plain).Should().Be(0, "no hook is left");
    }

    [Fact]
    public void What_a_model_goes_on_with_is_what_the_hook_returned()
    {
        // Everything after the last residual stream, by hand.
        var stream = randn(2, 5, 6, dtype: float64);
        var centred = stream - stream.mean([-1], keepdim: true);
        var normalized = centred / (centred.square().mean([-1], keepdim: true) + 1e-5).sqrt();
        var expected = (normalized * model.ln_final.w! + model.ln_final.b!).matmul(model.W_U) + model.b_U;
        Small.Distance(model.RunWithHooks(tokens, ("blocks.1.hook_resid_post", _ => stream)), expected)
            .Should().BeLessThan(1e-12);
    }

    [Fact]
    public void Hooks_on_one_place_run_in_their_order_and_may_write()
    {
        Tensor Times(Tensor x) => x * 2;
        Tensor? Plus(Tensor x)
        {
            x.add_(3);
            return null;
        }
        const string place = "blocks.0.hook_attn_out";
        var (_, clean) = model.RunWithCache(tokens);
        var (_, cache) = model.RunWithCache(tokens, hooks: [(place, Times), (place, Plus)]);
        var (_, other) = model.RunWithCache(tokens, hooks: [(place, Plus), (place, Times)]);
        using (clean)
        using (cache)
        using (other)
        {
            Small.Distance(cache[place], clean[place] * 2 + 3).Should().Be(0);
            Small.Distance(other[place], (clean[place] + 3) * 2).Should().Be(0);
            Small.Distance(cache["blocks.0.hook_resid_pre"], clean["blocks.0.hook_resid_pre"]).Should().Be(0);
        }
    }

    [Fact]
    public void Writing_into_one_activation_leaves_the_ones_before_alone()
    {
        var (_, clean) = model.RunWithCache(tokens);
        var (_, cache) = model.RunWithCache(tokens, hooks: [("blocks.1.hook_resid_pre", x => x.zero_())]);
        using (clean)
        using (cache)
        {
            Small.Distance(cache["resid_post", 0], clean["resid_post", 0]).Should().Be(0);
            cache["resid_pre", 1].abs().max().item<double>().Should().Be(0);
        }
    }

    [Fact]
    public void A_replacement_has_the_same_shape_and_dtype()
    {
        model.Invoking(x => x.RunWithHooks(tokens, ("blocks.0.attn.hook_z", z => z[.., ..3])))
            .Should().Throw<InvalidOperationException>()
            .WithMessage("*'blocks.0.attn.hook_z'*(2, 3, 3, 4)*(2, 5, 3, 4)*");
        model.Invoking(x => x.RunWithHooks(tokens, ("blocks.0.attn.hook_z", z => z.to(float32))))
            .Should().Throw<InvalidOperationException>().WithMessage("*Float32*Float64*");
    }

    [Fact]
    public void Hooks_are_gone_even_when_one_throws()
    {
        var plain = model.call(tokens);
        model.Invoking(x => x.RunWithCache(tokens, hooks:
            [("hook_embed", e => e * 2), ("blocks.1.hook_resid_pre", _ => throw new FormatException())]))
            .Should().Throw<FormatException>();
        Small.Distance(model.call(tokens), plain).Should().Be(0);
    }

    [Fact]
    public void A_place_that_does_not_exist_is_refused_before_anything_runs()
    {
        var ran = false;
        model.Invoking(x => x.RunWithHooks(
                tokens, ("hook_embed", _ => { ran = true; return null; }
        ), ("blocks.0.attn.hook_patern", _ => null)))
            .Should().Throw<ArgumentException>()
            .WithMessage("The model has no place 'blocks.0.attn.hook_patern'. The nearest names are "
                + "'blocks.0.attn.hook_pattern', *");
        ran.Should().BeFalse();
        var (_, cache) = model.RunWithCache(tokens, ["blocks.0.attn.hook_q"]);
        using (cache)
        {
            cache.Invoking(x => x["q", 1]).Should().Throw<ArgumentException>()
                .WithMessage("The cache holds nothing for 'blocks.1.attn.hook_q'*'blocks.0.attn.hook_q'*");
        }
    }

    [Fact]
    public void Each_head_can_be_given_queries_keys_and_values_of_its_own()
    {
        var noise = randn(2, 5, 6, dtype: float64);
        var (_, clean) = model.RunWithCache(tokens);
        var (_, moved) = model.RunWithCache(tokens, hooks: [("blocks.1.hook_resid_pre", x => x + noise)]);
        var (_, cache) = model.RunWithCache(tokens, hooks: [("blocks.1.hook_k_input", x =>
        {
            x[.., .., 2] = x[.., .., 2] + noise;
            return null;
        })]);
        using (clean)
        using (moved)
        using (cache)
        {
            Small.Distance(cache["k", 1][.., .., 2], moved["k", 1][.., .., 2]).Should().BeLessThan(1e-12);
            Small.Distance(cache["k", 1][.., .., ..2], clean["k", 1][.., .., ..2]).Should().BeLessThan(1e-12);
            foreach (var other in new[] { "q", "v", "resid_pre" })
                Small.Distance(cache[other, 1], clean[other, 1]).Should().Be(0, other);
        }
    }

    [Fact]
    public void What_heads_write_sums_to_what_attention_writes()
    {
        var (_, cache) = model.RunWithCache(tokens);
        using (cache)
        {
            Small.Distance(cache["result", 1].sum(dim: 2) + model.b_O[1], cache["attn_out", 1])
                .Should().BeLessThan(1e-12);
            var pieces = cache["hook_embed"] + cache["hook_pos_embed"];
            for (var layer = 0; layer < 2; layer++)
                pieces = pieces + cache["attn_out", layer] + cache["mlp_out", layer];
            Small.Distance(pieces, cache["resid_post", 1]).Should().BeLessThan(1e-12);
        }
    }

    [Fact]
    public void A_cache_keeps_the_graph_only_when_asked()
    {
        var (logits, cache) = model.RunWithCache(tokens);
        using (cache)
        {
            logits.requires_grad.Should().BeTrue();
            cache["z", 0].requires_grad.Should().BeFalse();
        }
        (_, cache) = model.RunWithCache(tokens, keepGraph: true);
        using (cache)
        {
            cache["z", 0].sum().backward();
            model.blocks[0].attn.W_V.grad!.abs().max().item<double>().Should().BePositive();
        }
    }

    [Fact]
    public void Gradients_are_those_of_small_changes()
    {
        var direction = randn(2, 5, 11, dtype: float64);
        Tensor Metric(Tensor logits) => (logits * direction).sum();
        var copies = model.HookNames.Where(x => x.EndsWith("_input", StringComparison.Ordinal)).ToList();
        foreach (var names in new[] { model.HookNames.Except(copies), copies })
        {
            var (metric, cache, gradients) = model.RunWithCacheAndGradients(tokens, Metric, names);
            metric.item<double>().Should().BeApproximately(Metric(model.call(tokens)).item<double>(), 1e-12);
            gradients.Names.Should().Equal(cache.Names).And.Equal(names);
            foreach (var name in names.Where(x => !x.EndsWith("scores", StringComparison.Ordinal)))
            {
                var change = randn_like(cache[name]) * 1e-6;
                var up = Metric(model.RunWithHooks(tokens, (name, x => x + change))).item<double>();
                var down = Metric(model.RunWithHooks(tokens, (name, x => x - change))).item<double>();
                (gradients[name] * change).sum().item<double>().Should().BeApproximately((up - down) / 2, 1e-11, name);
            }
            if (gradients.Contains("blocks.1.attn.hook_attn_scores"))
            {
                var scores = gradients["attn_scores", 1];
                scores.isfinite().all().item<bool>().Should().BeTrue();
                Small.Distance(scores.triu(1), zeros_like(scores)).Should().Be(0, "tokens to come are not read");
            }
            cache.Dispose();
            gradients.Dispose();
        }
        model.parameters().Select(x => x.grad).Should().OnlyContain(x => ReferenceEquals(x, null));
    }

    [Fact]
    public void Gradients_need_no_parameters_that_learn_and_no_grad_mode()
    {
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        using var _ = no_grad();
        var (metric, cache, gradients) = model.RunWithCacheAndGradients(
            tokens, logits => logits[.., ^1, 3].sum(), hooks: [("blocks.0.attn.hook_z", z => z * 2)]);
        using (cache)
        using (gradients)
        {
            metric.requires_grad.Should().BeFalse();
            cache["z", 0].requires_grad.Should().BeFalse();
            gradients["resid_post", 1][.., ..4].abs().max().item<double>().Should().Be(0);
            gradients["z", 0].abs().max().item<double>().Should().BePositive();
        }
        is_grad_enabled().Should().BeFalse();
    }

    [Fact]
    public void A_metric_that_reads_nothing_is_refused_and_one_that_reads_little_gives_zeros()
    {
        var (_, cache, gradients) = model.RunWithCacheAndGradients(
            tokens, logits => logits[.., 0].sum(), ["blocks.1.attn.hook_q"], []);
        using (cache)
        using (gradients) gradients["q", 1][.., 1..].abs().max().item<double>().Should().Be(0);
        model.Invoking(x => x.RunWithCacheAndGradients(tokens, logits => logits.sum([2]), name => name == "hook_embed"))
            .Should().Throw<ArgumentException>().WithMessage("*single number*(2, 5)*");
        foreach (var metric in new Func<Tensor, Tensor>[] { _ => tensor(1.0), x => x.argmax(), x => x.detach().sum() })
            model.Invoking(x => x.RunWithCacheAndGradients(tokens, metric)).Should().Throw<ArgumentException>();
    }
}
