namespace Arena.Models.Tests;

/// <summary>The same model once more, in loops over numbers: one sequence, no tensors, no batches.</summary>
internal sealed class PlainTransformer(HookedTransformer model)
{
    private readonly HookedTransformerConfig config = model.Config;
    private readonly Dictionary<string, double[]> weights =
        model.state_dict().ToDictionary(x => x.Key, x => x.Value.Doubles());

    /// <summary>Activations by their names, each with its axes flattened.</summary>
    public Dictionary<string, List<double>> Seen { get; } = [];

    public double[][] Logits(long[] tokens)
    {
        int d = config.DModel, vocabulary = config.DVocab;
        var stream = new double[tokens.Length][];
        for (var p = 0; p < tokens.Length; p++)
        {
            stream[p] = new double[d];
            for (var i = 0; i < d; i++)
                stream[p][i] = weights["embed.W_E"][tokens[p] * d + i] + weights["pos_embed.W_pos"][p * d + i];
        }
        for (var layer = 0; layer < config.NLayers; layer++)
        {
            var name = $"blocks.{layer}";
            See($"{name}.hook_resid_pre", stream);
            Add(stream, See($"{name}.hook_attn_out", Attention($"{name}.attn", Norm($"{name}.ln1", stream))));
            if (config.DMlp > 0)
            {
                See($"{name}.hook_resid_mid", stream);
                Add(stream, See($"{name}.hook_mlp_out", Mlp($"{name}.mlp", Norm($"{name}.ln2", stream))));
            }
            See($"{name}.hook_resid_post", stream);
        }
        return Linear(Norm("ln_final", stream), weights["unembed.W_U"], weights["unembed.b_U"], d, vocabulary);
    }

    private double[][] See(string name, double[][] values)
    {
        Seen[name] = [.. values.SelectMany(x => x)];
        return values;
    }

    private double[][] Norm(string name, double[][] stream)
    {
        if (config.Normalization == Normalization.None) return stream;
        var d = config.DModel;
        var scales = new List<double>();
        var result = stream.Select(x =>
        {
            var mean = x.Sum() / d;
            var variance = x.Sum(value => (value - mean) * (value - mean)) / d;
            scales.Add(Math.Sqrt(variance + config.Eps));
            return x.Select((value, i) => (value - mean) / Math.Sqrt(variance + config.Eps)
                * (config.Normalization == Normalization.LN ? weights[$"{name}.w"][i] : 1)
                + (config.Normalization == Normalization.LN ? weights[$"{name}.b"][i] : 0)).ToArray();
        }).ToArray();
        Seen[$"{name}.hook_scale"] = scales;
        return See($"{name}.hook_normalized", result);
    }

    private double[][] Attention(string name, double[][] input)
    {
        int n = input.Length, heads = config.NHeads, d = config.DModel, width = config.DHead;
        var output = input.Select(_ => weights[$"{name}.b_O"].ToArray()).ToArray();
        var z = new double[n * heads * width];
        var result = new double[n * heads * d];
        List<double> allScores = [], allPatterns = [];
        for (var h = 0; h < heads; h++)
        {
            var (q, k, v) = (Head("Q"), Head("K"), Head("V"));
            for (var to = 0; to < n; to++)
            {
                var scores = new double[n];
                for (var from = 0; from < n; from++)
                {
                    scores[from] = double.NegativeInfinity;
                    if (from > to) continue;
                    scores[from] = 0;
                    for (var i = 0; i < width; i++) scores[from] += q[to][i] * k[from][i] / Math.Sqrt(width);
                }
                var total = scores.Sum(Math.Exp);
                var pattern = scores.Select(x => Math.Exp(x) / total).ToArray();
                allScores.AddRange(scores);
                allPatterns.AddRange(pattern);
                for (var i = 0; i < width; i++)
                {
                    double mixed = 0;
                    for (var from = 0; from <= to; from++) mixed += pattern[from] * v[from][i];
                    z[(to * heads + h) * width + i] = mixed;
                    for (var j = 0; j < d; j++)
                    {
                        var written = mixed * weights[$"{name}.W_O"][(h * width + i) * d + j];
                        result[(to * heads + h) * d + j] += written;
                        output[to][j] += written;
                    }
                }
            }

            double[][] Head(string letter) => Linear(
                input, weights[$"{name}.W_{letter}"][(h * d * width)..((h + 1) * d * width)],
                weights[$"{name}.b_{letter}"][(h * width)..((h + 1) * width)], d, width);
        }
        Seen[$"{name}.hook_attn_scores"] = allScores;
        Seen[$"{name}.hook_pattern"] = allPatterns;
        Seen[$"{name}.hook_z"] = [.. z];
        Seen[$"{name}.hook_result"] = [.. result];
        return output;
    }

    private double[][] Mlp(string name, double[][] input)
    {
        var pre = See($"{name}.hook_pre",
            Linear(input, weights[$"{name}.W_in"], weights[$"{name}.b_in"], config.DModel, config.DMlp));
        var post = See($"{name}.hook_post", [.. pre.Select(x => x.Select(Activated).ToArray())]);
        return Linear(post, weights[$"{name}.W_out"], weights[$"{name}.b_out"], config.DMlp, config.DModel);
    }

    private double Activated(double x) => config.Activation switch
    {
        Activation.Relu => x > 0 ? x : 0,
        Activation.Gelu => x * NormalDistribution(x),
        _ => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
    };

    // Its power series, exact to rounding where our activations are.
    private static double NormalDistribution(double x)
    {
        double term = x, sum = x;
        for (var n = 1; n < 200; n++)
        {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    private static void Add(double[][] stream, double[][] more)
    {
        for (var p = 0; p < stream.Length; p++)
            for (var i = 0; i < stream[p].Length; i++)
                stream[p][i] += more[p][i];
    }

    private static double[][] Linear(double[][] input, double[] weight, double[] bias, int from, int to) =>
    [
        .. input.Select(x =>
        {
            var y = bias.ToArray();
            for (var i = 0; i < from; i++)
                for (var j = 0; j < to; j++)
                    y[j] += x[i] * weight[i * to + j];
            return y;
        }),
    ];
}
