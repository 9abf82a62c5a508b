using System.Text.Json;
using Arena.Safetensors;
using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>
/// GPT-2 (Radford et al. 2019, "Language Models are Unsupervised Multitask Learners") as Hugging Face publishes it.
/// </summary>
public static class Gpt2
{
    private const string Weights = "model.safetensors";
    private const string Settings = "config.json";

    /// <summary>The smallest of the four sizes: 124 million parameters.</summary>
    public static HookedTransformerConfig Config { get; } = new()
    {
        NLayers = 12,
        DModel = 768,
        NHeads = 12,
        DMlp = 3072,
        NCtx = 1024,
        DVocab = 50257,
        Activation = Activation.GeluNew,
        Normalization = Normalization.LN,
        Eps = 1e-5,
    };

    /// <summary>Loads the weights that Hugging Face publishes.</summary>
    /// <param name="path">
    /// The folder with <c>model.safetensors</c>, or that file by another name. A <c>config.json</c> beside it gives the
    /// sizes; without it they are <see cref="Config"/>'s.
    /// </param>
    /// <returns>
    /// The model in float32. Its unembedding is the transposed embedding, as the two are one in GPT-2, with bias 0.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SafetensorsException">
    /// The file is damaged, or a tensor is missing, of another shape, or not GPT-2's.
    /// </exception>
    /// <exception cref="InvalidDataException">The <c>config.json</c> is not one of GPT-2.</exception>
    public static HookedTransformer Load(string path)
    {
        if (Directory.Exists(path)) path = Path.Combine(path, Weights);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no {path}.", path);
        var settings = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Settings);
        var config = File.Exists(settings) ? ReadConfig(settings) : Config;

        using var file = SafetensorsFile.Open(path);
        var prefix = file.Entries.ContainsKey("transformer.wte.weight") ? "transformer." : "";
        Check(file, path, prefix, config);
        var model = HookedTransformer.Blank(config);
        try
        {
            using var _ = no_grad();
            Fill(model, name => TensorFile.Read(file, path, prefix + name));
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    // Hugging Face's linear layers hold their weights as input × output, all heads side by side.
    private static void Fill(HookedTransformer model, Func<string, Tensor> read)
    {
        long heads = model.Config.NHeads;
        Into(model.W_E, "wte.weight");
        Into(model.W_U, "wte.weight", "d_vocab d_model -> d_model d_vocab");
        Into(model.W_pos, "wpe.weight");
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            var (block, h) = (model.blocks[layer], $"h.{layer}");
            var attn = block.attn;
            Norm(block.ln1, $"{h}.ln_1");
            const string split = "d_model (qkv head d_head) -> qkv head d_model d_head";
            Three(attn.W_Q, attn.W_K, attn.W_V, $"{h}.attn.c_attn.weight", split);
            Three(attn.b_Q, attn.b_K, attn.b_V, $"{h}.attn.c_attn.bias", "(qkv head d_head) -> qkv head d_head");
            Into(attn.W_O, $"{h}.attn.c_proj.weight", "(head d_head) d_model -> head d_head d_model", ("head", heads));
            Into(attn.b_O, $"{h}.attn.c_proj.bias");
            Norm(block.ln2!, $"{h}.ln_2");
            Into(block.mlp!.W_in, $"{h}.mlp.c_fc.weight");
            Into(block.mlp.b_in, $"{h}.mlp.c_fc.bias");
            Into(block.mlp.W_out, $"{h}.mlp.c_proj.weight");
            Into(block.mlp.b_out, $"{h}.mlp.c_proj.bias");
        }
        Norm(model.ln_final, "ln_f");

        void Norm(LayerNorm ln, string name)
        {
            Into(ln.w!, $"{name}.weight");
            Into(ln.b!, $"{name}.bias");
        }

        void Into(Parameter parameter, string name, string? pattern = null, params (string, long)[] sizes)
        {
            using var scope = NewDisposeScope();
            var tensor = read(name);
            parameter.copy_(pattern is null ? tensor : Rearrange(tensor, pattern, sizes));
        }

        void Three(Parameter q, Parameter k, Parameter v, string name, string pattern)
        {
            using var scope = NewDisposeScope();
            var parts = Rearrange(read(name), pattern, ("qkv", 3), ("head", heads)).unbind();
            foreach (var (parameter, part) in new[] { q, k, v }.Zip(parts)) parameter.copy_(part);
        }
    }

    // Before any memory is taken.
    private static void Check(SafetensorsFile file, string path, string prefix, HookedTransformerConfig config)
    {
        var left = file.Entries.Keys.ToHashSet();
        foreach (var (name, shape) in Shapes(config))
        {
            if (!file.Entries.TryGetValue(prefix + name, out var entry))
                throw Wrong($"'{prefix}{name}' is missing.");
            if (!entry.Shape.SequenceEqual(shape))
                throw Wrong($"'{entry.Name}' is ({Listed(entry.Shape)}), and should be ({Listed(shape)}).");
            if (entry.Dtype is not ("F64" or "F32" or "F16" or "BF16"))
                throw Wrong($"'{entry.Name}' is {entry.Dtype}, and weights are fractions.");
            left.Remove(entry.Name);
        }
        // The causal mask, and the unembedding, which is the embedding once more.
        left.RemoveWhere(name => name == "lm_head.weight"
            || name.EndsWith(".attn.masked_bias", StringComparison.Ordinal)
            || name.EndsWith(".attn.bias", StringComparison.Ordinal));
        if (left.Order().FirstOrDefault() is { } surplus) throw Wrong($"'{surplus}' is in it, which GPT-2 has not.");

        SafetensorsException Wrong(string problem) => new(
            path, $"{problem} These are not the weights of a GPT-2 with {config.NLayers} layers and width "
            + $"{config.DModel}: fetch both {Weights} and {Settings} of the same model.");
    }

    private static IEnumerable<(string Name, long[] Shape)> Shapes(HookedTransformerConfig config)
    {
        var (d, mlp) = ((long)config.DModel, (long)config.DMlp);
        yield return ("wte.weight", [config.DVocab, d]);
        yield return ("wpe.weight", [config.NCtx, d]);
        yield return ("ln_f.weight", [d]);
        yield return ("ln_f.bias", [d]);
        for (var layer = 0; layer < config.NLayers; layer++)
        {
            foreach (var (name, shape) in new (string, long[])[]
                     {
                         ("ln_1.weight", [d]), ("ln_1.bias", [d]), ("ln_2.weight", [d]), ("ln_2.bias", [d]),
                         ("attn.c_attn.weight", [d, 3 * d]), ("attn.c_attn.bias", [3 * d]),
                         ("attn.c_proj.weight", [d, d]), ("attn.c_proj.bias", [d]),
                         ("mlp.c_fc.weight", [d, mlp]), ("mlp.c_fc.bias", [mlp]),
                         ("mlp.c_proj.weight", [mlp, d]), ("mlp.c_proj.bias", [d]),
                     })
            {
                yield return ($"h.{layer}.{name}", shape);
            }
        }
    }

    private static HookedTransformerConfig ReadConfig(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            int Size(string name) => root.GetProperty(name).GetInt32();
            var width = Size("n_embd");
            var config = Config with
            {
                NLayers = Size("n_layer"),
                DModel = width,
                NHeads = Size("n_head"),
                DHead = 0,
                NCtx = Size("n_positions"),
                DVocab = Size("vocab_size"),
                DMlp = root.TryGetProperty("n_inner", out var inner) && inner.ValueKind != JsonValueKind.Null
                    ? inner.GetInt32() : checked(4 * width),
                Eps = root.GetProperty("layer_norm_epsilon").GetDouble(),
            };
            if (config.Problem() is { } problem) throw new FormatException($"{problem}.");
            if (config.DMlp == 0 || width % config.NHeads != 0)
                throw new FormatException($"{config.NHeads} heads cannot share {width} numbers, or there is no MLP.");
            var activation = root.GetProperty("activation_function").GetString();
            return activation == "gelu_new"
                ? config
                : throw new FormatException($"activation_function is '{activation}', and GPT-2's is 'gelu_new'.");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException(
                $"{path}: this is no configuration of GPT-2. {problem.Message} Fetch it anew.", problem);
        }
    }

    private static string Listed(IEnumerable<long> shape) => string.Join(", ", shape);
}
