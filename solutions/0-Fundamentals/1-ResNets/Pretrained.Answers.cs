using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>What else learners may write for networks that are trained already.</summary>
[SolutionOnly]
internal static class PretrainedAnswers
{
    [WrongAnswer("0.1.41", Says = "3 + 4 + 6 + 3 blocks")]
    internal static ResNet MakesAnotherDepth(long classes) => new([2, 2, 2, 2], [64, 128, 256, 512], classes);

    [WrongAnswer("0.1.41", Says = "that many parameters")]
    internal static ResNet KeepsTheChannels(long classes) => new([3, 4, 6, 3], [64, 64, 64, 64], classes);

    [WrongAnswer("0.1.41")]
    internal static ResNet KnowsTheOldClassesOnly(long classes) =>
        new([3, 4, 6, 3], [64, 128, 256, 512], classes == 1000 ? classes : 1000);

    [WrongAnswer("0.1.42", Says = "was not copied")]
    internal static void CopiesNoBuffers(nn.Module source, nn.Module target)
    {
        using var off = no_grad();
        foreach (var (from, to) in source.parameters().Zip(target.parameters())) to.copy_(from);
    }

    [WrongAnswer("0.1.42", Says = "was modified")]
    internal static void CopiesWhatHasTheSameNumberOfElements(nn.Module source, nn.Module target)
    {
        using var off = no_grad();
        foreach (var (from, to) in source.parameters().Zip(target.parameters())) to.copy_(from.reshape(to.shape));
        foreach (var (from, to) in source.buffers().Zip(target.buffers())) to.copy_(from.reshape(to.shape));
    }

    // The first ones are overwritten before the one that does not fit is met.
    [WrongAnswer("0.1.42", Says = "was modified")]
    internal static void ChecksWhileItCopies(nn.Module source, nn.Module target)
    {
        using var off = no_grad();
        foreach (var (from, to) in source.named_parameters().Zip(target.named_parameters()))
        {
            if (!from.parameter.shape.SequenceEqual(to.parameter.shape))
                throw new ArgumentException($"{from.name} [{string.Join(", ", from.parameter.shape)}] does not fit " +
                    $"{to.name} [{string.Join(", ", to.parameter.shape)}].");
            to.parameter.copy_(from.parameter);
        }
        foreach (var (from, to) in source.named_buffers().Zip(target.named_buffers())) to.buffer.copy_(from.buffer);
    }

    [WrongAnswer("0.1.42", Says = "it changes with the source")]
    internal static void SharesTheWeights(nn.Module source, nn.Module target)
    {
        if (source is TorchSharp.Modules.Linear from && target is TorchSharp.Modules.Linear to)
            to.weight = from.weight;
        else
            CopiesNoBuffers(source, target);
    }

    [WrongAnswer("0.1.42")]
    internal static void GoesByTheNames(nn.Module source, nn.Module target) =>
        target.load_state_dict(source.state_dict(), strict: false);

    [RightAnswer("0.1.42")]
    internal static void GoesThroughBothTwice(nn.Module source, nn.Module target)
    {
        foreach (var copies in new[] { false, true })
        {
            Each([.. source.named_parameters().Select(x => (x.name, (Tensor)x.parameter))],
                [.. target.named_parameters().Select(x => (x.name, (Tensor)x.parameter))], copies);
            Each([.. source.named_buffers()], [.. target.named_buffers()], copies);
        }
    }

    private static void Each((string Name, Tensor Value)[] source, (string Name, Tensor Value)[] target, bool copies)
    {
        if (source.Length != target.Length) throw new ArgumentException("There is another number of tensors.");
        using var off = no_grad();
        for (var i = 0; i < source.Length; i++)
        {
            if (!source[i].Value.shape.SequenceEqual(target[i].Value.shape))
                throw new ArgumentException($"{source[i].Name} [{string.Join(", ", source[i].Value.shape)}] and " +
                    $"{target[i].Name} [{string.Join(", ", target[i].Value.shape)}] differ.");
            if (copies) target[i].Value.copy_(source[i].Value);
        }
    }

    [WrongAnswer("0.1.43", Says = "running statistics moved")]
    internal static (Tensor Classes, Tensor Probabilities) ForgetsEvaluation(
        nn.Module<Tensor, Tensor> model, Tensor images)
    {
        using var off = no_grad();
        var (probabilities, classes) = nn.functional.softmax(model.call(images), 1).max(1);
        return (classes, probabilities);
    }

    [WrongAnswer("0.1.43", Says = "in the mode in which it was")]
    internal static (Tensor Classes, Tensor Probabilities) LeavesEvaluationOn(
        nn.Module<Tensor, Tensor> model, Tensor images)
    {
        using var off = no_grad();
        model.eval();
        var (probabilities, classes) = nn.functional.softmax(model.call(images), 1).max(1);
        return (classes, probabilities);
    }

    [WrongAnswer("0.1.43", Says = "in the mode in which it was")]
    internal static (Tensor Classes, Tensor Probabilities) AlwaysGoesBackToTraining(
        nn.Module<Tensor, Tensor> model, Tensor images)
    {
        var answer = LeavesEvaluationOn(model, images);
        model.train();
        return answer;
    }

    [WrongAnswer("0.1.43", Says = "call the model under no_grad()")]
    internal static (Tensor Classes, Tensor Probabilities) KeepsTheGraph(nn.Module<Tensor, Tensor> model, Tensor images)
    {
        var wasTraining = model.training;
        model.eval();
        var (probabilities, classes) = nn.functional.softmax(model.call(images), 1).max(1);
        model.train(wasTraining);
        return (classes, probabilities);
    }

    [WrongAnswer("0.1.43", Says = "these are the highest scores")]
    internal static (Tensor Classes, Tensor Probabilities) ForgetsTheSoftmax(
        nn.Module<Tensor, Tensor> model, Tensor images)
    {
        using var off = no_grad();
        var wasTraining = model.training;
        model.eval();
        var (scores, classes) = model.call(images).max(1);
        model.train(wasTraining);
        return (classes, scores);
    }

    [WrongAnswer("0.1.43", Says = "the softmax runs over the pictures")]
    internal static (Tensor Classes, Tensor Probabilities) ComparesThePictures(
        nn.Module<Tensor, Tensor> model, Tensor images)
    {
        using var off = no_grad();
        var wasTraining = model.training;
        model.eval();
        var (probabilities, classes) = nn.functional.softmax(model.call(images), 0).max(1);
        model.train(wasTraining);
        return (classes, probabilities);
    }

    [RightAnswer("0.1.43")]
    internal static (Tensor Classes, Tensor Probabilities) GathersTheProbabilities(
        nn.Module<Tensor, Tensor> model, Tensor images)
    {
        var wasTraining = model.training;
        model.eval();
        var scores = model.call(images).detach();
        if (wasTraining) model.train();
        var classes = scores.argmax(1);
        return (classes, nn.functional.softmax(scores, 1).gather(1, classes.unsqueeze(1)).squeeze(1));
    }
}
