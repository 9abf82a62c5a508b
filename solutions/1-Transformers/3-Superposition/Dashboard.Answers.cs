using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for what a latent is looked at by.</summary>
[SolutionOnly]
internal static class DashboardAnswers
{
    [WrongAnswer("1.3.29", Says = "the places where it is not active were counted too")]
    internal static LatentActivity CountsZeros(Tensor activations, long parts)
    {
        var part = (parts * activations / activations.max()).to(int64).clamp_max(parts - 1).flatten();
        return new(activations.gt(0).to(float32).mean().item<float>(), bincount(part, minlength: parts));
    }

    // The largest activation begins a part of its own.
    [WrongAnswer("1.3.29")]
    internal static LatentActivity LetsTheLargestOut(Tensor activations, long parts)
    {
        var active = activations.masked_select(activations.gt(0));
        var part = (parts * active / active.max()).to(int64);
        return new(activations.gt(0).to(float32).mean().item<float>(), bincount(part, minlength: parts));
    }

    // From the smallest to the largest.
    [WrongAnswer("1.3.29")]
    internal static LatentActivity StartsAtTheSmallest(Tensor activations, long parts)
    {
        var active = activations.masked_select(activations.gt(0));
        return new(activations.gt(0).to(float32).mean().item<float>(), active.histc(parts).to(int64));
    }

    [WrongAnswer("1.3.29", Says = "do not count as active")]
    internal static LatentActivity CountsAllPlaces(Tensor activations, long parts)
    {
        var active = activations.masked_select(activations.gt(0));
        var part = (parts * active / active.max()).to(int64).clamp_max(parts - 1);
        return new(activations.ge(0).to(float32).mean().item<float>(), bincount(part, minlength: parts));
    }

    [RightAnswer("1.3.29")]
    internal static LatentActivity CountsInALoop(Tensor activations, long parts)
    {
        var counts = new long[parts];
        var numbers = activations.contiguous().data<float>().ToArray();
        var largest = numbers.Max();
        foreach (var number in numbers)
            if (number > 0)
                counts[Math.Min(parts - 1, (long)(parts * number / largest))]++;
        return new(counts.Sum() / (double)numbers.Length, tensor(counts));
    }

    [WrongAnswer("1.3.30", Says = "none is within twice the radius")]
    internal static IReadOnlyList<Firing> ForgetsTheWindows(Tensor activations, int count, long radius) =>
        [.. InOrder(activations).Take(count)];

    [WrongAnswer("1.3.30", Says = "within twice the radius")]
    internal static IReadOnlyList<Firing> KeepsOneRadiusApart(Tensor activations, int count, long radius) =>
        Apart(activations, count, radius);

    // A place at the end of a text is no neighbour of the next text's beginning.
    [WrongAnswer("1.3.30")]
    internal static IReadOnlyList<Firing> KeepsTextsApartToo(Tensor activations, int count, long radius)
    {
        var found = new List<Firing>();
        var positions = activations.shape[1];
        foreach (var place in InOrder(activations))
            if (found.Count < count && found.TrueForAll(x =>
                Math.Abs((x.Text - place.Text) * positions + x.Position - place.Position) > 2 * radius))
                found.Add(place);
        return found;
    }

    [WrongAnswer("1.3.30")]
    internal static IReadOnlyList<Firing> ShowsInactivePlaces(Tensor activations, int count, long radius)
    {
        var found = new List<Firing>();
        var left = activations.clone();
        while (found.Count < count && found.Count < activations.shape[0])
        {
            var place = left.argmax().item<long>();
            var (text, position) = (place / activations.shape[1], place % activations.shape[1]);
            found.Add(new(text, position, activations[text, position].item<float>()));
            left[text] = -1;
        }
        return found;
    }

    [RightAnswer("1.3.30")]
    internal static IReadOnlyList<Firing> GoesThroughTheSortedPlaces(Tensor activations, int count, long radius) =>
        Apart(activations, count, 2 * radius);

    [WrongAnswer("1.3.31", Says = "the most lowered one comes first")]
    internal static (Tensor, Tensor) SortsOnce(Tensor direction, Tensor unembedding, int count)
    {
        var inOrder = direction.matmul(unembedding).argsort(0, descending: true);
        return (inOrder[..count], inOrder[^count..]);
    }

    [WrongAnswer("1.3.31", Says = "the most lowered ones come here")]
    internal static (Tensor, Tensor) SortsTheWrongWay(Tensor direction, Tensor unembedding, int count)
    {
        var inOrder = direction.matmul(unembedding).argsort(0);
        return (inOrder[..count], inOrder.flip(0)[..count]);
    }

    // A token whose unembedding is long has a large logit for many directions.
    [WrongAnswer("1.3.31")]
    internal static (Tensor, Tensor) ComparesAngles(Tensor direction, Tensor unembedding, int count)
    {
        var cosines = nn.functional.cosine_similarity(direction.unsqueeze(1), unembedding, 0);
        return (cosines.topk(count).indexes, (-cosines).topk(count).indexes);
    }

    [RightAnswer("1.3.31")]
    internal static (Tensor, Tensor) TurnsTheSign(Tensor direction, Tensor unembedding, int count)
    {
        var logits = (direction.unsqueeze(1) * unembedding).sum(dim: 0);
        return (logits.topk(count).indexes, (-logits).topk(count).indexes);
    }

    private static IEnumerable<Firing> InOrder(Tensor activations)
    {
        var positions = activations.shape[1];
        return activations.contiguous().data<float>().ToArray()
            .Select((x, i) => new Firing(i / positions, i % positions, x))
            .Where(x => x.Activation > 0)
            .OrderByDescending(x => x.Activation);
    }

    private static List<Firing> Apart(Tensor activations, int count, long distance)
    {
        var found = new List<Firing>();
        foreach (var place in InOrder(activations))
            if (found.Count < count && found.TrueForAll(x =>
                x.Text != place.Text || Math.Abs(x.Position - place.Position) > distance))
                found.Add(place);
        return found;
    }
}
