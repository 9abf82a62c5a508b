using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>Text as numbers: what goes into a language model, and what should come out.</summary>
public static class Texts
{
    /// <summary>
    /// Cuts a long text into rows of one length, each of which begins with the same token. What is left over at the end
    /// of the text, too little for a row, is not used.
    /// </summary>
    /// <param name="text">Token numbers, <c>token</c>.</param>
    /// <param name="length">How many tokens a row has, the first one included; at least 2.</param>
    /// <param name="begin">The token that every row begins with.</param>
    /// <returns><c>row length</c>, whole numbers of the type of the text.</returns>
    [Exercise("1.1.1", "Cut a text into rows", Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Tensors)]
    [return: Shape("row length")]
    public static Tensor Rows([Shape("token")] Tensor text, long length, long begin)
    {
        var rows = text.shape[0] / (length - 1);
        var cut = text.narrow(0, 0, rows * (length - 1)).reshape(rows, length - 1);
        return cat([full([rows, 1], begin, dtype: text.dtype), cut], 1);
    }

    /// <summary>What a model sees at each position, and what it should say there: the token after it.</summary>
    /// <param name="tokens"><c>batch token</c>, at least two tokens each.</param>
    /// <returns>Both <c>batch position</c>, one position fewer than there are tokens.</returns>
    [Exercise("1.1.2", "Inputs and targets", Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.Tensors)]
    public static (Tensor Inputs, Tensor Targets) InputsAndTargets([Shape("batch token")] Tensor tokens) =>
        (tokens[.., ..^1], tokens[.., 1..]);

    /// <summary>The loss at each position: minus the logarithm of the probability of the right token.</summary>
    /// <param name="logits"><c>batch position vocabulary</c>.</param>
    /// <param name="targets">The right tokens, <c>batch position</c>.</param>
    /// <returns>In nats, <c>batch position</c>.</returns>
    [Exercise("1.1.3", "Loss per token",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch position")]
    public static Tensor TokenLosses(
        [Shape("batch position vocabulary")] Tensor logits, [Shape("batch position")] Tensor targets) =>
        -logits.log_softmax(2).gather(2, targets.unsqueeze(2)).squeeze(2);

    /// <summary>
    /// How likely each token is to follow each other one, as counted in a text. Each pair counts once more than it was
    /// seen, so that nothing is impossible.
    /// </summary>
    /// <param name="tokens"><c>batch token</c>. A token is followed by the next one of its row, never of another row.</param>
    /// <param name="vocabulary">How many different tokens there are.</param>
    /// <returns>
    /// Logarithms of probabilities, <c>previous next</c>, both of length <c>vocabulary</c>, float32.
    /// </returns>
    [Exercise("1.1.4", "A table of pairs",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("vocabulary vocabulary")]
    public static Tensor BigramTable([Shape("batch token")] Tensor tokens, long vocabulary)
    {
        var (previous, next) = (tokens[.., ..^1], tokens[.., 1..]);
        var pairs = (previous * vocabulary + next).flatten();
        var counts = pairs.bincount(null, vocabulary * vocabulary).reshape(vocabulary, vocabulary) + 1;
        return (counts / counts.sum(dim: 1, keepdim: true)).log();
    }
}
