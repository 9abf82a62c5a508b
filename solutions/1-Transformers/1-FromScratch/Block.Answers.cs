using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for a block.</summary>
[SolutionOnly]
internal static class BlockAnswers
{
    [WrongAnswer("1.1.19", Says = "the sums were normalised")]
    internal static Tensor NormalisesAfterwards(Block block, Tensor stream)
    {
        var middle = block.ln1.call(stream + block.attn.call(stream));
        return block.ln2.call(middle + block.mlp.call(middle));
    }

    [WrongAnswer("1.1.19", Says = "the MLP's result replaced the stream")]
    internal static Tensor ForgetsTheSecondSum(Block block, Tensor stream)
    {
        var middle = stream + block.attn.call(block.ln1.call(stream));
        return block.mlp.call(block.ln2.call(middle));
    }

    [WrongAnswer("1.1.19", Says = "the normalised stream that was added to")]
    internal static Tensor AddsToTheNormalisedStream(Block block, Tensor stream)
    {
        var x = block.ln1.call(stream);
        x = x + block.attn.call(x);
        var y = block.ln2.call(x);
        return x + block.mlp.call(y);
    }

    [WrongAnswer("1.1.19", Says = "both read the stream before the block")]
    internal static Tensor LetsBothReadTheSame(Block block, Tensor stream) =>
        stream + block.attn.call(block.ln1.call(stream)) + block.mlp.call(block.ln2.call(stream));

    [WrongAnswer("1.1.19", Says = "The input was modified")]
    internal static Tensor AddsInPlace(Block block, Tensor stream)
    {
        using var off = no_grad();
        stream.add_(block.attn.call(block.ln1.call(stream)));
        return stream.add_(block.mlp.call(block.ln2.call(stream)));
    }

    [RightAnswer("1.1.19")]
    internal static Tensor AddsBothAtTheEnd(Block block, Tensor stream)
    {
        var fromHeads = block.attn.call(block.ln1.call(stream));
        var fromNeurons = block.mlp.call(block.ln2.call(fromHeads + stream));
        return stream + fromHeads + fromNeurons;
    }
}
