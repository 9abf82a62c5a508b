using static TorchSharp.torch;

namespace Arena.Models.Tests;

public class ForwardTests
{
    public static TheoryData<Normalization, Activation, int, int, int> Models => new()
    {
        { Normalization.LN, Activation.Gelu, 7, 2, 3 }, { Normalization.LN, Activation.GeluNew, 24, 1, 1 },
        { Normalization.LN, Activation.Relu, 0, 2, 2 }, { Normalization.LNPre, Activation.GeluNew, 5, 2, 3 },
        { Normalization.None, Activation.Relu, 8, 3, 2 }, { Normalization.None, Activation.Gelu, 0, 1, 4 },
        { Normalization.None, Activation.Gelu, 0, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Logits_and_activations_are_those_of_the_plain_model(
        Normalization normalization, Activation activation, int mlp, int layers, int heads)
    {
        using var scope = NewDisposeScope();
        using var model = Small.Model(Small.Config(normalization, activation, mlp, layers, heads), exact: true);
        foreach (var (batch, positions) in new[] { (1, 1), (1, 9), (3, 5) })
        {
            var tokens = Small.Tokens(batch, positions);
            var (logits, cache) = model.RunWithCache(tokens);
            using (cache)
            {
                logits.shape.Should().Equal(batch, positions, 11);
                for (var item = 0; item < batch; item++)
                {
                    var plain = new PlainTransformer(model);
                    var expected = plain.Logits(tokens[item].data<long>().ToArray());
                    Largest(logits[item].Doubles(), [.. expected.SelectMany(x => x)]).Should().BeLessThan(1e-12);
                    foreach (var (name, values) in plain.Seen)
                        Largest(cache[name][item].Doubles(), values).Should().BeLessThan(1e-12, name);
                }
            }
        }
    }

    [Fact]
    public void It_is_as_exact_as_its_numbers()
    {
        using var scope = NewDisposeScope();
        using var exact = Small.Model(Small.Config(), exact: true);
        using var model = Small.Model(Small.Config());
        var tokens = Small.Tokens(2, 9);
        model.call(tokens).dtype.Should().Be(float32);
        Small.Distance(model.call(tokens), exact.call(tokens)).Should().BeLessThan(1e-5);
    }

    [Fact]
    public void Tokens_to_come_change_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = Small.Model(Small.Config(), exact: true);
        var tokens = Small.Tokens(2, 8);
        Small.Distance(model.call(tokens)[.., ..5], model.call(tokens[.., ..5])).Should().BeLessThan(1e-12);
    }

    [Fact]
    public void Tokens_need_not_lie_in_a_row()
    {
        using var scope = NewDisposeScope();
        using var model = Small.Model(Small.Config(), exact: true);
        var tokens = Small.Tokens(3, 5);
        Small.Distance(model.call(tokens.t().contiguous().t()), model.call(tokens)).Should().Be(0);
    }

    [Fact]
    public void Parameters_have_the_names_and_shapes_of_TransformerLens()
    {
        using var model = new HookedTransformer(Small.Config(layers: 1));
        model.named_parameters().ToDictionary(x => x.name, x => string.Join(" ", x.parameter.shape)).Should().Equal(
            new Dictionary<string, string>
            {
                ["embed.W_E"] = "11 6",
                ["pos_embed.W_pos"] = "9 6",
                ["blocks.0.ln1.w"] = "6",
                ["blocks.0.ln1.b"] = "6",
                ["blocks.0.attn.W_Q"] = "3 6 4",
                ["blocks.0.attn.W_K"] = "3 6 4",
                ["blocks.0.attn.W_V"] = "3 6 4",
                ["blocks.0.attn.b_Q"] = "3 4",
                ["blocks.0.attn.b_K"] = "3 4",
                ["blocks.0.attn.b_V"] = "3 4",
                ["blocks.0.attn.W_O"] = "3 4 6",
                ["blocks.0.attn.b_O"] = "6",
                ["blocks.0.ln2.w"] = "6",
                ["blocks.0.ln2.b"] = "6",
                ["blocks.0.mlp.W_in"] = "6 7",
                ["blocks.0.mlp.b_in"] = "7",
                ["blocks.0.mlp.W_out"] = "7 6",
                ["blocks.0.mlp.b_out"] = "6",
                ["ln_final.w"] = "6",
                ["ln_final.b"] = "6",
                ["unembed.W_U"] = "6 11",
                ["unembed.b_U"] = "11",
            });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_configuration_knows_how_many_parameters_there_are(
        Normalization normalization, Activation activation, int mlp, int layers, int heads)
    {
        var config = Small.Config(normalization, activation, mlp, layers, heads);
        using var model = new HookedTransformer(config);
        ((long)config.ParameterCount).Should().Be(model.parameters().Sum(x => x.numel()));
    }

    [Fact]
    public void New_weights_are_normal_and_follow_the_seed()
    {
        using var scope = NewDisposeScope();
        var config = Small.Config() with { DModel = 64, DVocab = 500 };
        manual_seed(3);
        using var model = new HookedTransformer(config);
        model.W_E.std().item<float>().Should().BeApproximately(0.1f, 0.003f);
        model.W_Q.mean().item<float>().Should().BeApproximately(0, 0.01f);
        model.b_Q.abs().max().item<float>().Should().Be(0);
        model.blocks[1].ln2!.w!.min().item<float>().Should().Be(1);
        manual_seed(3);
        using var again = new HookedTransformer(config);
        Small.Distance(again.W_U, model.W_U).Should().Be(0);
        using var wider = new HookedTransformer(config with { InitStd = 2 });
        wider.W_E.std().item<float>().Should().BeApproximately(2, 0.1f);
    }

    [Fact]
    public void Heads_share_the_width_unless_told_otherwise() =>
        new HookedTransformerConfig { NLayers = 1, DModel = 64, NHeads = 4, NCtx = 8, DVocab = 5 }.DHead
            .Should().Be(16);

    [Fact]
    public void The_loss_is_minus_the_logarithm_of_the_next_tokens_probability()
    {
        using var scope = NewDisposeScope();
        using var model = Small.Model(Small.Config(), exact: true);
        var tokens = Small.Tokens(2, 5);
        var expected = new List<double>();
        for (var item = 0; item < 2; item++)
        {
            var numbers = tokens[item].data<long>().ToArray();
            var logits = new PlainTransformer(model).Logits(numbers);
            for (var p = 0; p + 1 < numbers.Length; p++)
                expected.Add(Math.Log(logits[p].Sum(Math.Exp)) - logits[p][numbers[p + 1]]);
        }
        var losses = model.LossPerPosition(tokens);
        losses.shape.Should().Equal(2, 4);
        Largest(losses.Doubles(), expected).Should().BeLessThan(1e-12);
        model.Loss(tokens).item<double>().Should().BeApproximately(expected.Average(), 1e-12);
    }

    [Fact]
    public void It_learns()
    {
        using var scope = NewDisposeScope();
        using var model = Small.Model(Small.Config());
        using var optimizer = optim.Adam(model.parameters(), lr: 0.02);
        var tokens = Small.Tokens(4, 9);
        for (var step = 0; step < 60; step++)
        {
            using var _ = NewDisposeScope();
            optimizer.zero_grad();
            model.Loss(tokens).backward();
            optimizer.step();
        }
        model.parameters().Should().OnlyContain(x => x.grad!.isfinite().all().item<bool>());
        model.Loss(tokens).item<float>().Should().BeLessThan(1);
    }

    [Fact]
    public void Wrong_tokens_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Small.Model(Small.Config());
        Refuse(zeros(5, dtype: int64), "*int64 (batch, position)*Int64 (5)*");
        Refuse(zeros(1, 5), "*Float32 (1, 5)*");
        Refuse(zeros(1, 10, dtype: int64), "*10 positions*at most 9*");

        void Refuse(Tensor tokens, string message) =>
            model.Invoking(x => x.call(tokens)).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void Tokens_outside_the_vocabulary_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Small.Model(Small.Config());
        foreach (var token in new[] { 11, -1 })
            model.Invoking(x => x.call(full([1, 2], token, dtype: int64))).Should().Throw<Exception>();
    }

    public static TheoryData<HookedTransformerConfig, string> WrongConfigurations => new()
    {
        { Small.Config() with { NLayers = -1 }, "NLayers is -1*" }, { Small.Config() with { DModel = 0 }, "DModel*" },
        { Small.Config() with { NHeads = 0 }, "NHeads*" }, { Small.Config() with { DHead = -2 }, "DHead*" },
        { Small.Config() with { DMlp = -2 }, "DMlp*" }, { Small.Config() with { NCtx = 0 }, "NCtx*" },
        { Small.Config() with { DVocab = 0 }, "DVocab*" }, { Small.Config() with { Eps = double.NaN }, "Eps*" },
        { Small.Config() with { InitStd = -1 }, "InitStd*" },
        { Small.Config() with { Activation = (Activation)9 }, "*activation 9*" },
        { Small.Config() with { Normalization = (Normalization)9 }, "*normalization 9*" },
    };

    [Theory]
    [MemberData(nameof(WrongConfigurations))]
    public void Wrong_configurations_are_refused(HookedTransformerConfig config, string message) =>
        FluentActions.Invoking(() => new HookedTransformer(config))
            .Should().Throw<ArgumentException>().WithMessage(message);

    private static double Largest(IReadOnlyList<double> actual, IReadOnlyList<double> expected)
    {
        actual.Count.Should().Be(expected.Count);
        return actual.Zip(expected, (a, b) => a.Equals(b) ? 0 : Math.Abs(a - b)).DefaultIfEmpty().Max();
    }
}
