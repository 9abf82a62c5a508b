using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for probabilities and losses.</summary>
[SolutionOnly]
internal static class ClassificationAnswers
{
    [WrongAnswer("0.0.23", Says = "the lowest score was taken, not the highest")]
    internal static Tensor TakesTheLowestScore(Tensor scores, Tensor labels) =>
        scores.argmin(1).eq(labels).to(float32).mean();

    [WrongAnswer("0.0.23", Says = "this is how many are right; divide by the number of items")]
    internal static Tensor CountsWithoutDividing(Tensor scores, Tensor labels) => scores.argmax(1).eq(labels).sum();

    [WrongAnswer("0.0.23", Says = "this is the share of wrong answers")]
    internal static Tensor TakesTheShareOfMistakes(Tensor scores, Tensor labels) =>
        scores.argmax(1).ne(labels).to(float32).mean();

    [WrongAnswer("0.0.23", Says = "for each class the item with the highest score was looked for")]
    internal static Tensor LooksForTheBestItemOfEachClass(Tensor scores, Tensor labels) =>
        scores.argmax(0).eq(labels).to(float32).mean();

    [WrongAnswer("0.0.23", Says = "every prediction was compared with every label")]
    internal static Tensor KeepsTheAxisOfThePrediction(Tensor scores, Tensor labels) =>
        scores.argmax(1, keepdim: true).eq(labels).to(float32).mean();

    [WrongAnswer("0.0.23", Says = "the fraction was lost in a division of whole numbers")]
    internal static Tensor DividesWholeNumbers(Tensor scores, Tensor labels) =>
        tensor(scores.argmax(1).eq(labels).sum().item<long>() / labels.shape[0]);

    [WrongAnswer("0.0.23", Says = "the number of right answers was divided by the number of classes")]
    internal static Tensor DividesByTheNumberOfClasses(Tensor scores, Tensor labels) =>
        scores.argmax(1).eq(labels).sum() / (double)scores.shape[1];

    // The highest score itself is no class.
    [WrongAnswer("0.0.23")]
    internal static Tensor ComparesScoresWithLabels(Tensor scores, Tensor labels) =>
        scores.amax([1]).eq(labels).to(float32).mean();

    [WrongAnswer("0.0.23")]
    internal static Tensor AsksWhetherAllAreRight(Tensor scores, Tensor labels) => scores.argmax(1).eq(labels).all();

    [WrongAnswer("0.0.23")]
    internal static Tensor ReturnsOneTruthPerItem(Tensor scores, Tensor labels) => scores.argmax(1).eq(labels);

    [RightAnswer("0.0.23")]
    internal static Tensor CountsInALoop(Tensor scores, Tensor labels)
    {
        var right = 0;
        for (var item = 0L; item < scores.shape[0]; item++)
        {
            var best = 0L;
            for (var other = 1L; other < scores.shape[1]; other++)
                if (scores[item, other].item<float>() > scores[item, best].item<float>()) best = other;
            if (best == labels[item].item<long>()) right++;
        }
        return tensor((double)right / scores.shape[0]);
    }

    [RightAnswer("0.0.23")]
    internal static Tensor AsksWhetherTheLabelsScoreIsTheHighest(Tensor scores, Tensor labels) =>
        scores.gather(1, labels.unsqueeze(1)).eq(scores.amax([1], keepdim: true)).to(float32).mean();

    [WrongAnswer("0.0.24", Says = "the exponentials overflowed to ∞ or vanished to 0")]
    internal static Tensor SubtractsNothing(Tensor scores) => scores.exp().sum(dim: 1).log();

    [WrongAnswer("0.0.24", Says = "an exp() that overflows")]
    internal static Tensor TrustsInDoublePrecision(Tensor scores) =>
        scores.to(float64).exp().sum(dim: 1).log().to(scores.dtype);

    [WrongAnswer("0.0.24")]
    internal static Tensor ClampsTheScores(Tensor scores) => scores.clamp(-80, 80).exp().sum(dim: 1).log();

    [WrongAnswer("0.0.24")]
    internal static Tensor SubtractsTheMean(Tensor scores)
    {
        var mean = scores.mean([1], keepdim: true);
        return mean.squeeze(1) + (scores - mean).exp().sum(dim: 1).log();
    }

    [WrongAnswer("0.0.24", Says = "the sum runs over the items")]
    internal static Tensor SumsOverTheItems(Tensor scores)
    {
        var highest = scores.amax([0], keepdim: true);
        return highest.squeeze(0) + (scores - highest).exp().sum(dim: 0).log();
    }

    [WrongAnswer("0.0.24", Says = "one highest score was subtracted from all rows")]
    internal static Tensor SubtractsOneMaximumFromAllRows(Tensor scores)
    {
        var highest = scores.max();
        return highest + (scores - highest).exp().sum(dim: 1).log();
    }

    [WrongAnswer("0.0.24", Says = "the highest score was subtracted, but not added again at the end")]
    internal static Tensor ForgetsToAddTheMaximum(Tensor scores) =>
        (scores - scores.amax([1], keepdim: true)).exp().sum(dim: 1).log();

    [WrongAnswer("0.0.24", Says = "the highest score was subtracted twice")]
    internal static Tensor SubtractsTheMaximumTwice(Tensor scores)
    {
        var highest = scores.amax([1], keepdim: true);
        return (scores - highest).exp().sum(dim: 1).log() - highest.squeeze(1);
    }

    [WrongAnswer("0.0.24", Says = "the exponentials were averaged, not added up")]
    internal static Tensor AveragesTheExponentials(Tensor scores)
    {
        var highest = scores.amax([1], keepdim: true);
        return highest.squeeze(1) + (scores - highest).exp().mean([1]).log();
    }

    [WrongAnswer("0.0.24", Says = "this is the sum of the exponentials: take its logarithm")]
    internal static Tensor ForgetsTheLogarithm(Tensor scores) => scores.exp().sum(dim: 1);

    [WrongAnswer("0.0.24", Says = "the sum was added to the highest score without taking its logarithm")]
    internal static Tensor ForgetsTheLogarithmAfterTheShift(Tensor scores)
    {
        var highest = scores.amax([1], keepdim: true);
        return highest.squeeze(1) + (scores - highest).exp().sum(dim: 1);
    }

    [WrongAnswer("0.0.24", Says = "this is the highest score alone")]
    internal static Tensor TakesTheMaximumForTheSum(Tensor scores) => scores.amax([1]);

    [WrongAnswer("0.0.24", Says = "were broadcast against each other")]
    internal static Tensor AddsAColumnToAVector(Tensor scores)
    {
        var highest = scores.amax([1], keepdim: true);
        return highest + (scores - highest).exp().sum(dim: 1).log();
    }

    [WrongAnswer("0.0.24", Says = "There is an axis of size 1 too many")]
    internal static Tensor KeepsTheAxis(Tensor scores)
    {
        var highest = scores.amax([1], keepdim: true);
        return highest + (scores - highest).exp().sum(dim: 1, keepdim: true).log();
    }

    // Right but for a single item, whose axis goes as well.
    [WrongAnswer("0.0.24", Says = "The shape is []")]
    internal static Tensor SqueezesEveryAxis(Tensor scores)
    {
        var highest = scores.amax([1], keepdim: true);
        return (highest + (scores - highest).exp().sum(dim: 1, keepdim: true).log()).squeeze();
    }

    [WrongAnswer("0.0.24", Says = "The input was modified")]
    internal static Tensor ShiftsTheScoresInPlace(Tensor scores)
    {
        var highest = scores.amax([1], keepdim: true);
        return highest.squeeze(1) + scores.sub_(highest).exp().sum(dim: 1).log();
    }

    [RightAnswer("0.0.24")]
    internal static Tensor AddsClassAfterClass(Tensor scores) =>
        scores.unbind(1).Aggregate((sum, next) => sum.logaddexp(next));

    [RightAnswer("0.0.24")]
    internal static Tensor LoopsOverItems(Tensor scores) =>
        stack([.. scores.to(float64).unbind(0).Select(row => row.max() + (row - row.max()).exp().sum().log())])
            .to(scores.dtype);

    [RightAnswer("0.0.24")]
    internal static Tensor LaysTheClassesDown(Tensor scores)
    {
        var columns = scores.t();
        var highest = columns.amax([0]);
        return highest + (columns - highest).exp().sum(dim: 0).log();
    }

    [WrongAnswer("0.0.25", Says = "the exponentials overflowed to ∞ or vanished to 0")]
    internal static Tensor DividesTheBareExponentials(Tensor scores) =>
        scores.exp() / scores.exp().sum(dim: 1, keepdim: true);

    // NaN becomes 0, and so do the rows that overflow.
    [WrongAnswer("0.0.25")]
    internal static Tensor HidesNaN(Tensor scores) =>
        (scores.exp() / scores.exp().sum(dim: 1, keepdim: true)).nan_to_num(0);

    [WrongAnswer("0.0.25", Says = "the probabilities add up to 1 over the items")]
    internal static Tensor SoftmaxOverItems(Tensor scores)
    {
        var exponentials = (scores - scores.amax([0], keepdim: true)).exp();
        return exponentials / exponentials.sum(dim: 0, keepdim: true);
    }

    [WrongAnswer("0.0.25", Says = "the probabilities add up to 1 over the whole tensor")]
    internal static Tensor SoftmaxOverEverything(Tensor scores)
    {
        var exponentials = (scores - scores.max()).exp();
        return exponentials / exponentials.sum();
    }

    [WrongAnswer("0.0.25", Says = "one highest score was subtracted from all rows")]
    internal static Tensor ShiftsAllRowsByOneMaximum(Tensor scores)
    {
        var exponentials = (scores - scores.max()).exp();
        return exponentials / exponentials.sum(dim: 1, keepdim: true);
    }

    [WrongAnswer("0.0.25", Says = "these are exponentials: divide by their sum")]
    internal static Tensor ForgetsToDivide(Tensor scores) => (scores - scores.amax([1], keepdim: true)).exp();

    [WrongAnswer("0.0.25", Says = "the scores were divided by their sum without taking exponentials")]
    internal static Tensor DividesTheScores(Tensor scores) => scores / scores.sum(dim: 1, keepdim: true);

    [WrongAnswer("0.0.25", Says = "the scores have the wrong sign")]
    internal static Tensor TurnsTheSignOfTheScores(Tensor scores)
    {
        var exponentials = (scores.amin([1], keepdim: true) - scores).exp();
        return exponentials / exponentials.sum(dim: 1, keepdim: true);
    }

    [WrongAnswer("0.0.25", Says = "keepdim: true")]
    internal static Tensor ForgetsKeepdimOfTheSum(Tensor scores)
    {
        var exponentials = (scores - scores.amax([1], keepdim: true)).exp();
        return exponentials / exponentials.sum(dim: 1);
    }

    [WrongAnswer("0.0.25", Says = "keepdim: true")]
    internal static Tensor ForgetsKeepdimOfTheMaximum(Tensor scores)
    {
        var exponentials = (scores - scores.amax([1])).exp();
        return exponentials / exponentials.sum(dim: 1, keepdim: true);
    }

    [WrongAnswer("0.0.25", Says = "It is the logarithm of what it should be")]
    internal static Tensor ReturnsLogarithms(Tensor scores)
    {
        var shifted = scores - scores.amax([1], keepdim: true);
        return shifted - shifted.exp().sum(dim: 1, keepdim: true).log();
    }

    [WrongAnswer("0.0.25")]
    internal static Tensor TakesPowersOfTwo(Tensor scores)
    {
        var powers = (scores - scores.amax([1], keepdim: true)).exp2();
        return powers / powers.sum(dim: 1, keepdim: true);
    }

    [WrongAnswer("0.0.25", Says = "The input was modified")]
    internal static Tensor ShiftsInPlace(Tensor scores)
    {
        var exponentials = scores.sub_(scores.amax([1], keepdim: true)).exp();
        return exponentials / exponentials.sum(dim: 1, keepdim: true);
    }

    [RightAnswer("0.0.25")]
    internal static Tensor SubtractsLogSumExp(Tensor scores) =>
        (scores.to(float64) - scores.to(float64).logsumexp(1, keepdim: true)).exp().to(scores.dtype);

    [RightAnswer("0.0.25")]
    internal static Tensor NormalisesRowByRow(Tensor scores)
    {
        var probabilities = empty_like(scores);
        for (var item = 0L; item < scores.shape[0]; item++)
        {
            var exponentials = (scores[item] - scores[item].max()).exp();
            probabilities[item] = exponentials / exponentials.sum();
        }
        return probabilities;
    }

    [RightAnswer("0.0.25")]
    internal static Tensor WritesReductionsAsPatterns(Tensor scores)
    {
        var exponentials = (scores - Reduce(scores, "item class -> item 1", Reduction.Max)).exp();
        return exponentials / Reduce(exponentials, "item class -> item 1", Reduction.Sum);
    }

    [WrongAnswer("0.0.26", Says = "a probability vanished to 0 before its logarithm was taken")]
    internal static Tensor TakesTheLogarithmOfSoftmax(Tensor scores)
    {
        var exponentials = (scores - scores.amax([1], keepdim: true)).exp();
        return (exponentials / exponentials.sum(dim: 1, keepdim: true)).log();
    }

    [WrongAnswer("0.0.26")]
    internal static Tensor AddsASmallNumberBeforeTheLogarithm(Tensor scores) =>
        (nn.functional.softmax(scores, 1) + 1e-9).log();

    [WrongAnswer("0.0.26", Says = "the exponentials overflowed to ∞ or vanished to 0")]
    internal static Tensor SubtractsTheNaiveLogarithm(Tensor scores) =>
        scores - scores.exp().sum(dim: 1, keepdim: true).log();

    [WrongAnswer("0.0.26", Says = "the sum runs over the items")]
    internal static Tensor LogSoftmaxOverItems(Tensor scores)
    {
        var shifted = scores - scores.amax([0], keepdim: true);
        return shifted - shifted.exp().sum(dim: 0, keepdim: true).log();
    }

    [WrongAnswer("0.0.26", Says = "the sum runs over the whole tensor")]
    internal static Tensor LogSoftmaxOverEverything(Tensor scores)
    {
        var shifted = scores - scores.max();
        return shifted - shifted.exp().sum().log();
    }

    [WrongAnswer("0.0.26", Says = "the sign is the other way round")]
    internal static Tensor ReturnsLossesOfAllClasses(Tensor scores)
    {
        var shifted = scores - scores.amax([1], keepdim: true);
        return shifted.exp().sum(dim: 1, keepdim: true).log() - shifted;
    }

    [WrongAnswer("0.0.26", Says = "these are probabilities: take their logarithms")]
    internal static Tensor ReturnsProbabilities(Tensor scores)
    {
        var exponentials = (scores - scores.amax([1], keepdim: true)).exp();
        return exponentials / exponentials.sum(dim: 1, keepdim: true);
    }

    [WrongAnswer("0.0.26", Says = "the highest score was subtracted a second time")]
    internal static Tensor SubtractsTheMaximumASecondTime(Tensor scores)
    {
        var highest = scores.amax([1], keepdim: true);
        return scores - highest - (highest + (scores - highest).exp().sum(dim: 1, keepdim: true).log());
    }

    [WrongAnswer("0.0.26", Says = "but not from the scores themselves")]
    internal static Tensor ShiftsOnlyTheExponentials(Tensor scores) =>
        scores - (scores - scores.amax([1], keepdim: true)).exp().sum(dim: 1, keepdim: true).log();

    [WrongAnswer("0.0.26", Says = "the sum of the exponentials was subtracted without taking its logarithm")]
    internal static Tensor SubtractsTheSumItself(Tensor scores)
    {
        var shifted = scores - scores.amax([1], keepdim: true);
        return shifted - shifted.exp().sum(dim: 1, keepdim: true);
    }

    [WrongAnswer("0.0.26", Says = "keepdim: true")]
    internal static Tensor ForgetsKeepdim(Tensor scores)
    {
        var shifted = scores - scores.amax([1], keepdim: true);
        return shifted - shifted.exp().sum(dim: 1).log();
    }

    [WrongAnswer("0.0.26", Says = "the logarithm has another base")]
    internal static Tensor TakesLogarithmsToBaseTwo(Tensor scores) => nn.functional.log_softmax(scores, 1) / Math.Log(2);

    [WrongAnswer("0.0.26", Says = "The input was modified")]
    internal static Tensor SubtractsInPlace(Tensor scores)
    {
        scores.sub_(scores.amax([1], keepdim: true));
        return scores - scores.exp().sum(dim: 1, keepdim: true).log();
    }

    [RightAnswer("0.0.26")]
    internal static Tensor FoldsTheClassesPairwise(Tensor scores) =>
        scores - scores.unbind(1).Aggregate((sum, next) => sum.logaddexp(next)).unsqueeze(1);

    [RightAnswer("0.0.26")]
    internal static Tensor LoopsOverElements(Tensor scores)
    {
        var (items, classes) = ((int)scores.shape[0], (int)scores.shape[1]);
        var logarithms = new float[items, classes];
        for (var item = 0; item < items; item++)
        {
            var row = Enumerable.Range(0, classes).Select(c => (double)scores[item, c].item<float>()).ToArray();
            var sum = row.Max() + Math.Log(row.Sum(score => Math.Exp(score - row.Max())));
            for (var c = 0; c < classes; c++) logarithms[item, c] = (float)(row[c] - sum);
        }
        return tensor(logarithms);
    }

    [RightAnswer("0.0.26")]
    internal static Tensor NormalisesTheTranspose(Tensor scores)
    {
        var shifted = scores.t() - scores.t().amax([0]);
        return (shifted - shifted.exp().sum(dim: 0).log()).t();
    }

    [WrongAnswer("0.0.27", Says = "the sign is the other way round: a loss is never negative")]
    internal static Tensor ForgetsTheMinus(Tensor scores, Tensor labels) =>
        nn.functional.log_softmax(scores, 1).gather(1, labels.unsqueeze(1)).squeeze(1);

    [WrongAnswer("0.0.27", Says = "this is the mean over the items; each item has its own loss")]
    internal static Tensor AveragesOverTheItems(Tensor scores, Tensor labels) =>
        nn.functional.cross_entropy(scores, labels);

    [WrongAnswer("0.0.27", Says = "this is the sum over the items")]
    internal static Tensor AddsUpTheItems(Tensor scores, Tensor labels) =>
        nn.functional.cross_entropy(scores, labels, reduction: nn.Reduction.Sum);

    [WrongAnswer("0.0.27", Says = "these are probabilities of the right classes")]
    internal static Tensor ForgetsTheLogarithmOfTheProbability(Tensor scores, Tensor labels) =>
        nn.functional.softmax(scores, 1).gather(1, labels.unsqueeze(1)).squeeze(1);

    [WrongAnswer("0.0.27", Says = "these are minus the scores of the right classes")]
    internal static Tensor TakesScoresForLogarithms(Tensor scores, Tensor labels) =>
        -scores.gather(1, labels.unsqueeze(1)).squeeze(1);

    [WrongAnswer("0.0.27", Says = "this is the loss of the class with the highest score")]
    internal static Tensor TakesTheBestClass(Tensor scores, Tensor labels) =>
        -nn.functional.log_softmax(scores, 1).amax([1]);

    [WrongAnswer("0.0.27", Says = "a probability vanished to 0 before its logarithm was taken")]
    internal static Tensor TakesTheLogarithmLast(Tensor scores, Tensor labels) =>
        -nn.functional.softmax(scores, 1).gather(1, labels.unsqueeze(1)).squeeze(1).log();

    [WrongAnswer("0.0.27", Says = "the exponentials overflowed to ∞ or vanished to 0")]
    internal static Tensor SubtractsNoMaximum(Tensor scores, Tensor labels) =>
        scores.exp().sum(dim: 1).log() - scores.gather(1, labels.unsqueeze(1)).squeeze(1);

    [WrongAnswer("0.0.27", Says = "the column of every label")]
    internal static Tensor PicksTheColumnsOfAllLabels(Tensor scores, Tensor labels) =>
        -nn.functional.log_softmax(scores, 1).index_select(1, labels);

    [WrongAnswer("0.0.27", Says = "the labels were taken as rows")]
    internal static Tensor GathersAlongTheItems(Tensor scores, Tensor labels) =>
        -nn.functional.log_softmax(scores, 1).gather(0, labels.unsqueeze(0)).squeeze(0);

    [WrongAnswer("0.0.27", Says = "There is an axis of size 1 too many")]
    internal static Tensor KeepsTheAxisOfThePick(Tensor scores, Tensor labels) =>
        -nn.functional.log_softmax(scores, 1).gather(1, labels.unsqueeze(1));

    [WrongAnswer("0.0.27", Says = "The shape is []")]
    internal static Tensor SqueezesASingleItemAway(Tensor scores, Tensor labels) =>
        -nn.functional.log_softmax(scores, 1).gather(1, labels.unsqueeze(1)).squeeze();

    [WrongAnswer("0.0.27", Says = "the logarithm has another base")]
    internal static Tensor MeasuresInBits(Tensor scores, Tensor labels) =>
        nn.functional.cross_entropy(scores, labels, reduction: nn.Reduction.None) / Math.Log(2);

    [WrongAnswer("0.0.27")]
    internal static Tensor SumsTheLossesOfAllClasses(Tensor scores, Tensor labels) =>
        -nn.functional.log_softmax(scores, 1).sum(dim: 1);

    [WrongAnswer("0.0.27")]
    internal static Tensor CountsClassesFromOne(Tensor scores, Tensor labels) =>
        -nn.functional.log_softmax(scores, 1)[arange(scores.shape[0]), labels - 1];

    [WrongAnswer("0.0.27")]
    internal static Tensor NormalisesOverTheItems(Tensor scores, Tensor labels) =>
        -nn.functional.log_softmax(scores, 0).gather(1, labels.unsqueeze(1)).squeeze(1);

    [RightAnswer("0.0.27")]
    internal static Tensor SubtractsTheRightScoreFromLogSumExp(Tensor scores, Tensor labels)
    {
        var exact = scores.to(float64);
        return (exact.logsumexp(1) - exact[arange(scores.shape[0]), labels]).to(scores.dtype);
    }

    [RightAnswer("0.0.27")]
    internal static Tensor MultipliesByOneHot(Tensor scores, Tensor labels)
    {
        var oneHot = labels.unsqueeze(1).eq(arange(scores.shape[1])).to(scores.dtype);
        return -Einsum("item class, item class -> item", oneHot, nn.functional.log_softmax(scores, 1));
    }

    [RightAnswer("0.0.27")]
    internal static Tensor MeasuresFromTheRightScore(Tensor scores, Tensor labels)
    {
        var losses = new float[scores.shape[0]];
        for (var item = 0; item < losses.Length; item++)
        {
            var lead = scores[item] - scores[item][labels[item].item<long>()];
            losses[item] = lead.logsumexp(0).item<float>();
        }
        return tensor(losses);
    }
}
