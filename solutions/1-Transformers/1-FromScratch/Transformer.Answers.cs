using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for the whole transformer.</summary>
[SolutionOnly]
internal static class TransformerAnswers
{
    [WrongAnswer("1.1.21", Says = "word order is lost")]
    internal static Tensor ForgetsThePositions(Transformer model, Tensor tokens) =>
        model.unembed.call(model.ln_final.call(Through(model, model.embed.call(tokens))));

    [WrongAnswer("1.1.21", Says = "ln_final is missing")]
    internal static Tensor ForgetsTheLastNorm(Transformer model, Tensor tokens) =>
        model.unembed.call(Through(model, model.embed.call(tokens) + model.pos_embed.call(tokens)));

    [WrongAnswer("1.1.21", Says = "every block read the embedding")]
    internal static Tensor LosesWhatBlocksAdd(Transformer model, Tensor tokens)
    {
        var start = model.embed.call(tokens) + model.pos_embed.call(tokens);
        var stream = start;
        foreach (var block in model.blocks) stream = block.call(start);
        return model.unembed.call(model.ln_final.call(stream));
    }

    [WrongAnswer("1.1.21", Says = "only the first block was used")]
    internal static Tensor UsesOneBlock(Transformer model, Tensor tokens)
    {
        var stream = model.embed.call(tokens) + model.pos_embed.call(tokens);
        foreach (var block in model.blocks.Take(1)) stream = block.call(stream);
        return model.unembed.call(model.ln_final.call(stream));
    }

    [RightAnswer("1.1.21")]
    internal static Tensor FoldsTheBlocks(Transformer model, Tensor tokens) => model.unembed.call(
        model.ln_final.call(Through(model, model.pos_embed.call(tokens) + model.embed.call(tokens))));

    private static Tensor Through(Transformer model, Tensor stream) =>
        model.blocks.Aggregate(stream, (x, block) => block.call(x));
}
