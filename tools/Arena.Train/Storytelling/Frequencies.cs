using Arena.Data;
using static TorchSharp.torch;

namespace Arena.Train.Storytelling;

/// <summary>What counting alone predicts.</summary>
internal static class Frequencies
{
    /// <summary>What it costs to guess each word by how frequent it is, and by how frequent after the last one.</summary>
    /// <param name="seen">What is counted, <c>row position</c>.</param>
    /// <param name="unseen">What is guessed.</param>
    /// <returns>In nats per token. Each word and each pair is counted once more than it was seen.</returns>
    public static (double Words, double Pairs) Losses(Tensor seen, Tensor unseen)
    {
        var vocabulary = Stories.Vocabulary.Count;
        var words = bincount(seen[.., 1..].flatten(), minlength: vocabulary).to(float32) + 1;
        var both = (seen[.., ..^1] * vocabulary + seen[.., 1..]).flatten();
        var pairs = bincount(both, minlength: vocabulary * vocabulary).reshape(vocabulary, vocabulary).to(float32) + 1;
        var (last, next) = (unseen[.., ..^1].flatten(), unseen[.., 1..].flatten());
        var ofWords = -(words / words.sum()).log().index_select(0, next).mean();
        var ofPairs = -(pairs / pairs.sum(dim: 1, keepdim: true)).log().flatten()
            .index_select(0, last * vocabulary + next).mean();
        return (ofWords.item<float>(), ofPairs.item<float>());
    }
}
