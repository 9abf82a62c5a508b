using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for starting weights.</summary>
[SolutionOnly]
internal static class StartingWeightsAnswers
{
    [WrongAnswer("1.1.22", Says = "it writes into the stream")]
    internal static void TreatsAllMatricesAlike(Transformer model, double deviation = 0.02, Generator? generator = null) =>
        Set(model, deviation, generator, _ => 1);

    [WrongAnswer("1.1.22")]
    internal static void DividesByTheRootOfTheLayers(
        Transformer model, double deviation = 0.02, Generator? generator = null) =>
        Set(model, deviation, generator, last => last is "W_O" or "W_out" ? Math.Sqrt(model.Config.NLayers) : 1);

    [WrongAnswer("1.1.22", Says = "pass the generator on")]
    internal static void IgnoresTheGenerator(Transformer model, double deviation = 0.02, Generator? generator = null) =>
        Set(model, deviation, null, last => last is "W_O" or "W_out" ? Math.Sqrt(2 * model.Config.NLayers) : 1);

    // b_Q, b_K and b_V have two axes.
    [WrongAnswer("1.1.22", Says = "The biases blocks.0.attn.b_")]
    internal static void GoesByTheNumberOfAxes(Transformer model, double deviation = 0.02, Generator? generator = null)
    {
        using var off = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            var scale = name.EndsWith("W_O") || name.EndsWith("W_out") ? Math.Sqrt(2 * model.Config.NLayers) : 1;
            if (parameter.ndim > 1) parameter.normal_(0, deviation / scale, generator);
            else if (name.EndsWith(".w")) parameter.fill_(1);
            else parameter.zero_();
        }
    }

    [RightAnswer("1.1.22")]
    internal static void GoesBlockByBlock(Transformer model, double deviation = 0.02, Generator? generator = null)
    {
        using var off = no_grad();
        model.embed.W_E.copy_(deviation * randn(model.embed.W_E.shape, generator: generator));
        model.pos_embed.W_pos.copy_(deviation * randn(model.pos_embed.W_pos.shape, generator: generator));
        model.unembed.W_U.copy_(deviation * randn(model.unembed.W_U.shape, generator: generator));
        model.unembed.b_U.zero_();
        model.ln_final.w.fill_(1);
        model.ln_final.b.zero_();
        foreach (var block in model.blocks)
        {
            var (attn, mlp) = (block.attn, block.mlp);
            foreach (var matrix in new[] { attn.W_Q, attn.W_K, attn.W_V, mlp.W_in })
                matrix.normal_(0, deviation, generator);
            foreach (var matrix in new[] { attn.W_O, mlp.W_out })
                matrix.normal_(0, deviation / Math.Sqrt(2 * model.blocks.Count), generator);
            foreach (var bias in new[] { attn.b_Q, attn.b_K, attn.b_V, attn.b_O, mlp.b_in, mlp.b_out })
                bias.zero_();
            foreach (var norm in new[] { block.ln1, block.ln2 })
            {
                norm.w.fill_(1);
                norm.b.zero_();
            }
        }
    }

    private static void Set(Transformer model, double deviation, Generator? generator, Func<string, double> smaller)
    {
        using var off = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            var last = name.Split('.')[^1];
            if (last[0] == 'W') parameter.normal_(0, deviation / smaller(last), generator);
            else if (last == "w") parameter.fill_(1);
            else parameter.zero_();
        }
    }
}
