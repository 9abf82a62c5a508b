using System.Text.Json;
using Arena.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models.Tests;

/// <summary>A tiny random GPT-2 in Hugging Face's layout, and its forward pass in that layout.</summary>
public sealed class Gpt2Tests : IDisposable
{
    private const int Layers = 2, Width = 12, Heads = 3, Context = 10, Vocabulary = 17;

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TestFolder folder = new();
    private readonly Dictionary<string, Tensor> weights = [];

    public Gpt2Tests()
    {
        manual_seed(4);
        Add("wte.weight", Vocabulary, Width);
        Add("wpe.weight", Context, Width);
        for (var layer = 0; layer < Layers; layer++)
        {
            foreach (var norm in new[] { "ln_1", "ln_2" }) AddBoth($"h.{layer}.{norm}", Width, null);
            AddBoth($"h.{layer}.attn.c_attn", Width, 3 * Width);
            AddBoth($"h.{layer}.attn.c_proj", Width, Width);
            AddBoth($"h.{layer}.mlp.c_fc", Width, 4 * Width);
            AddBoth($"h.{layer}.mlp.c_proj", 4 * Width, Width);
        }
        AddBoth("ln_f", Width, null);

        void AddBoth(string name, int from, int? to)
        {
            Add($"{name}.weight", to is { } size ? [from, size] : [from]);
            Add($"{name}.bias", to ?? from);
        }

        void Add(string name, params long[] shape) => weights[name] = randn(shape) * 0.4;
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("transformer.")]
    public void Its_logits_are_those_of_Hugging_Faces_layout(string prefix)
    {
        Write(prefix);
        WriteConfig();
        foreach (var path in new[] { folder.Path, folder["model.safetensors"] })
        {
            using var model = Gpt2.Load(path);
            foreach (var (batch, positions) in new[] { (1, 1), (2, 7), (1, 10) })
            {
                var tokens = Small.Tokens(batch, positions, Vocabulary);
                Small.Distance(model.call(tokens), Logits(tokens)).Should().BeLessThan(1e-4);
            }
            model.parameters().Should().OnlyContain(x => x.requires_grad);
            model.Config.Should().BeEquivalentTo(new
            {
                NLayers = Layers,
                DModel = Width,
                NHeads = Heads,
                DHead = 4,
                DMlp = 48,
                NCtx = Context,
                DVocab = Vocabulary,
                Activation = Activation.GeluNew,
                Normalization = Normalization.LN,
                Eps = 1e-3,
            });
        }
    }

    [Fact]
    public void Masks_and_the_second_copy_of_the_embedding_are_no_surplus()
    {
        weights["h.0.attn.bias"] = ones(1, 1, Context, Context).tril();
        weights["h.1.attn.masked_bias"] = tensor(-1e4f);
        Write("transformer.", ("lm_head.weight", weights["wte.weight"]));
        WriteConfig();
        using var model = Gpt2.Load(folder.Path);
        var tokens = Small.Tokens(2, 7, Vocabulary);
        Small.Distance(model.call(tokens), Logits(tokens)).Should().BeLessThan(1e-4);
    }

    [Fact]
    public void Halves_are_read_too()
    {
        foreach (var name in weights.Keys.ToList()) weights[name] = weights[name].to(bfloat16);
        Write("");
        WriteConfig();
        using var model = Gpt2.Load(folder.Path);
        foreach (var name in weights.Keys.ToList()) weights[name] = weights[name].to(float32);
        var tokens = Small.Tokens(2, 7, Vocabulary);
        Small.Distance(model.call(tokens), Logits(tokens)).Should().BeLessThan(1e-4);
    }

    [Fact]
    public void The_smallest_has_124_million_parameters()
    {
        // As published, with the embedding used twice: 124,439,808.
        ((long)Gpt2.Config.ParameterCount - 50257 * 768 - 50257).Should().Be(124_439_808);
        Gpt2.Config.Problem().Should().BeNull();
    }

    [Fact]
    public void Without_a_configuration_it_is_the_smallest()
    {
        Write("");
        Refuse("*'wte.weight' is (17, 12), and should be (50257, 768)*12 layers and width 768*config.json*");
    }

    [Fact]
    public void What_is_missing_surplus_or_of_another_shape_is_named()
    {
        WriteConfig();
        var right = weights.ToDictionary();
        Refusing("*'h.1.ln_2.bias' is missing*", x => x.Remove("h.1.ln_2.bias"));
        Refusing("*'h.2.ln_1.bias' is in it, which GPT-2 has not*", x => x["h.2.ln_1.bias"] = x["h.1.ln_1.bias"]);
        Refusing("*'h.0.attn.c_attn.weight' is (36, 12), and should be (12, 36)*",
            x => x["h.0.attn.c_attn.weight"] = x["h.0.attn.c_attn.weight"].t());
        Refusing("*'ln_f.bias' is I32*", x => x["ln_f.bias"] = x["ln_f.bias"].to(int32));

        void Refusing(string message, Action<Dictionary<string, Tensor>> change)
        {
            weights.Clear();
            foreach (var (name, tensor) in right) weights[name] = tensor;
            change(weights);
            Write("");
            Refuse(message);
        }
    }

    [Theory]
    [InlineData("n_layer", "2000000000")]
    [InlineData("n_embd", "600000000")]
    [InlineData("n_head", "5")]
    [InlineData("n_head", "0")]
    [InlineData("n_positions", "-1")]
    [InlineData("n_inner", "0")]
    [InlineData("vocab_size", "1e3")]
    [InlineData("layer_norm_epsilon", "\"x\"")]
    [InlineData("activation_function", "\"silu\"")]
    [InlineData("activation_function", "3")]
    public void A_wrong_configuration_is_refused(string name, string value)
    {
        Write("");
        WriteConfig();
        var text = File.ReadAllText(folder["config.json"]);
        var config = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text)!;
        config[name] = JsonSerializer.Deserialize<JsonElement>(value);
        File.WriteAllText(folder["config.json"], JsonSerializer.Serialize(config));
        FluentActions.Invoking(() => Gpt2.Load(folder.Path)).Should().Throw<Exception>()
            .Where(x => x is InvalidDataException || x is SafetensorsException).WithMessage($"{folder.Path}*");
    }

    [Fact]
    public void A_damaged_configuration_and_missing_files_are_named()
    {
        FluentActions.Invoking(() => Gpt2.Load(folder.Path)).Should().Throw<FileNotFoundException>()
            .WithMessage("*model.safetensors*");
        Write("");
        foreach (var text in new[] { "", "[]", "{}", "{\"n_embd\":null}" })
        {
            File.WriteAllText(folder["config.json"], text);
            FluentActions.Invoking(() => Gpt2.Load(folder.Path)).Should().Throw<InvalidDataException>()
                .WithMessage($"{folder["config.json"]}: this is no configuration of GPT-2.*");
        }
    }

    [Fact]
    public void Loading_leaves_the_model_alone()
    {
        Write("");
        WriteConfig();
        DisposeScopeManager.Statistics.Reset();
        using (var inner = NewDisposeScope())
        {
            Gpt2.Load(folder.Path).Dispose();
            inner.DisposablesCount.Should().Be(0);
        }
    }

    // modeling_gpt2's steps, with its Conv1D (x W + b) and its split of one projection into three and into heads.
    private Tensor Logits(Tensor tokens)
    {
        var (batch, n) = (tokens.shape[0], tokens.shape[1]);
        var w = weights.ToDictionary(x => x.Key, x => x.Value.to(float64));
        var x = w["wte.weight"].index_select(0, tokens.flatten()).reshape(batch, n, Width) + w["wpe.weight"][..(int)n];
        for (var layer = 0; layer < Layers; layer++)
        {
            var h = $"h.{layer}";
            var parts = Linear(Norm(x, $"{h}.ln_1"), $"{h}.attn.c_attn").split(Width, 2);
            var (q, k, v) = (Split(parts[0]), Split(parts[1]), Split(parts[2]));
            var heads = nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true);
            x = x + Linear(heads.transpose(1, 2).reshape(batch, n, Width), $"{h}.attn.c_proj");
            var hidden = Linear(Norm(x, $"{h}.ln_2"), $"{h}.mlp.c_fc");
            hidden = 0.5 * hidden * (1.0 + tanh(Math.Sqrt(2.0 / Math.PI) * (hidden + 0.044715 * pow(hidden, 3.0))));
            x = x + Linear(hidden, $"{h}.mlp.c_proj");
        }
        return Norm(x, "ln_f").matmul(w["wte.weight"].t());

        Tensor Norm(Tensor y, string name) =>
            nn.functional.layer_norm(y, [Width], w[$"{name}.weight"], w[$"{name}.bias"], 1e-3);
        Tensor Linear(Tensor y, string name) => y.matmul(w[$"{name}.weight"]) + w[$"{name}.bias"];
        Tensor Split(Tensor y) => y.reshape(batch, n, Heads, Width / Heads).transpose(1, 2);
    }

    private void Write(string prefix, params (string Name, Tensor Tensor)[] more) => TensorFile.Write(
        folder["model.safetensors"],
        weights.Select(x => KeyValuePair.Create(prefix + x.Key, x.Value))
            .Concat(more.Select(x => KeyValuePair.Create(x.Name, x.Tensor))),
        new Dictionary<string, string> { ["format"] = "pt" });

    private void WriteConfig() => File.WriteAllText(folder["config.json"], JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["model_type"] = "gpt2",
            ["n_layer"] = Layers,
            ["n_embd"] = Width,
            ["n_head"] = Heads,
            ["n_ctx"] = Context,
            ["n_positions"] = Context,
            ["vocab_size"] = Vocabulary,
            ["layer_norm_epsilon"] = 1e-3,
            ["activation_function"] = "gelu_new",
        }));

    private void Refuse(string message) => FluentActions.Invoking(() => Gpt2.Load(folder.Path))
        .Should().Throw<SafetensorsException>().WithMessage($"{folder["model.safetensors"]}: {message}");
}
