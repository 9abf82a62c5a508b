using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

public sealed class CircuitsTests
{
    private static readonly HeadAt Duplicate = new(new(0, 0), Role.S2), Inhibits = new(new(1, 1), Role.End),
        All = new(new(1, 0), Role.End), Mover = new(new(2, 0), Role.End), Idle = new(new(2, 1), Role.End),
        Standby = new(new(3, 0), Role.End), Negative = new(new(3, 1), Role.End);

    [ExerciseTheory("1.4.27")]
    [InlineData(false)]
    [InlineData(true)]
    public void EachKindHasItsMean(bool view)
    {
        using var generator = new Generator(6);
        var z = view
            ? randn([3, 2, 4, 5], dtype: float64, generator: generator).permute(3, 2, 1, 0)
            : randn([5, 4, 2, 3], dtype: float64, generator: generator);
        var kinds = tensor(new long[] { 7, 2, 7, 7, 2 });
        using var unchanged = Inputs.MustStayUnchanged(z, kinds);
        var (seven, two) = ((z[0] + z[2] + z[3]) / 3, (z[1] + z[4]) / 2);
        var wanted = stack([seven, two, seven, seven, two]);
        Circuits.MeansByKind(z, kinds).Should().BeCloseTo(
            wanted, axes: "batch position head d_head", tolerance: 1e-12, mistakes:
            [
                ("this is the mean over all texts, of whatever kind", z.mean([0], keepdim: true).expand_as(z)),
                ("these are sums: divide each by the number of texts of its kind",
                    stack([3 * seven, 2 * two, 3 * seven, 3 * seven, 2 * two])),
                ("the mean runs over the positions too; each has its own",
                    wanted.mean([1], keepdim: true).expand_as(wanted)),
                ("one for each kind, not for each text", stack([seven, two])),
            ]);
    }

    [ExerciseFact("1.4.27")]
    public void TextsThatAreAloneKeepWhatTheyHave()
    {
        var z = arange(12, dtype: float32).reshape(3, 2, 2, 1);
        Circuits.MeansByKind(z, tensor(new long[] { 0, 5, 3 })).Should()
            .BeCloseTo(z, axes: "batch position head d_head", tolerance: 1e-5);
    }

    [ExerciseTheory("1.4.28")]
    [InlineData(1, 0)]
    [InlineData(4, 5)]
    public void OnlyTheCircuitWorks(int batch, int neurons)
    {
        using var model = Some.Model(layers: 2, heads: 3, neurons);
        var prompts = Some.Prompts(batch);
        using var generator = new Generator(12);
        Tensor[] means =
        [
            randn([batch, 9, 3, 4], dtype: float64, generator: generator),
            randn([batch, 9, 3, 4], dtype: float64, generator: generator),
        ];
        using var unchanged = Inputs.MustStayUnchanged([prompts.Tokens, .. means]);
        HashSet<HeadAt>[] circuits =
        [
            [new(new(0, 1), Role.S2), new(new(1, 2), Role.End)], [],
            [new(new(0, 0), Role.S1Plus1), new(new(0, 2), Role.Io), new(new(1, 0), Role.S1), new(new(1, 0), Role.S2)],
        ];
        foreach (var circuit in circuits)
        {
            Circuits.Run(model, prompts, circuit, means).Should().BeCloseTo(
                Reference.Run(model, prompts.Tokens, Held(prompts, circuit, means, inside: true)),
                axes: "batch position d_vocab", tolerance: 1e-9, what: $"With {circuit.Count} heads", mistakes:
                [
                    ("nothing is held at its mean", model.call(prompts.Tokens)),
                    ("everything is held at its mean", Reference.Run(model, prompts.Tokens, Held(prompts,
                        new HashSet<HeadAt>(), means, true))),
                    ("the heads of the circuit are held at their means, and the others work",
                        Reference.Run(model, prompts.Tokens, Held(prompts, circuit, means, inside: false))),
                    ("the heads of the circuit work at all positions", Reference.Run(model, prompts.Tokens,
                        (name, layer, z) => name != "z" ? z : stack(Enumerable.Range(0, 3).Select(head =>
                            (circuit.Any(x => x.Head == new Head(layer, head)) ? z : means[layer])
                                .select(2, head)), 2))),
                ]);
        }
    }

    [ExerciseFact("1.4.28")]
    public void ThePlantedCircuitWorksByItself()
    {
        var score = PlantedScore((model, prompts, circuit, means) => Circuits.Run(model, prompts, circuit, means));
        var numbers = new[]
        {
            Score(), Score(Duplicate, Inhibits, Mover), Score(Duplicate, Inhibits, Mover, Negative),
            Score(Duplicate, Inhibits, Mover, Negative, All), Score(Mover), Score(Duplicate, Inhibits, Standby),
            Score(Duplicate with { Role = Role.S1 }, Inhibits, Mover),
        };
        // Without 1.1 and what it reads, a name mover sees one right name and two wrong ones.
        tensor(numbers).Should().BeCloseTo(
            tensor(new[] { 0, 4, 3, 2.5, -4.0 / 3, 2, -4.0 / 3 }), axes: "circuit", tolerance: 1e-4);

        double Score(params HeadAt[] circuit) => score(circuit.ToHashSet());
    }

    [ExerciseFact("1.4.29")]
    public void FaithfulnessIsAShare()
    {
        HeadAt[] all = [Duplicate, Inhibits, Mover, Negative];
        var score = Sum((Duplicate, 1), (Inhibits, 2), (Mover, 4), (Negative, -3));
        Circuits.Faithfulness(score, all.ToHashSet(), new HashSet<HeadAt> { Duplicate, Inhibits }).Should()
            .BeApproximately(0.75, 1e-12);
        Circuits.Faithfulness(score, all.ToHashSet(), new HashSet<HeadAt> { Inhibits, Mover }).Should()
            .BeApproximately(1.5, 1e-12, "a circuit may do better than the model");
        Circuits.Faithfulness(score, all.ToHashSet(), all.ToHashSet()).Should().BeApproximately(1, 1e-12);
    }

    [ExerciseFact("1.4.30")]
    public void IncompletenessIsTheLargestDifference()
    {
        HeadAt[] all = [Duplicate, Inhibits, Mover, Standby];
        var circuit = new HashSet<HeadAt> { Duplicate, Mover };
        // The standby counts only where the mover is gone, and Inhibits for one more always.
        Func<IReadOnlySet<HeadAt>, double> score = heads =>
            (heads.Contains(Mover) ? 4 : heads.Contains(Standby) ? 3 : 0)
            + (heads.Contains(Duplicate) ? 1 : 0) + (heads.Contains(Inhibits) ? 1 : 0);
        Circuits.Incompleteness(score, all.ToHashSet(), circuit, [Set()]).Should().BeApproximately(1, 1e-12);
        Circuits.Incompleteness(score, all.ToHashSet(), circuit, [Set(Duplicate)]).Should().BeApproximately(1, 1e-12);
        Circuits.Incompleteness(score, all.ToHashSet(), circuit, [Set(), Set(Mover), Set(Duplicate)]).Should()
            .BeApproximately(4, 1e-12, "without the mover the model has 1 + 1 + 3 and the circuit 1");
        Circuits.Incompleteness(score, all.ToHashSet(), all.ToHashSet(), [Set(), Set(Mover), Set(Duplicate)]).Should()
            .Be(0);
        // A circuit may also do better than the model.
        Circuits.Incompleteness(Sum((Duplicate, 1), (Negative, -3)), Set(Duplicate, Negative), Set(Duplicate), [Set()])
            .Should()
            .BeApproximately(3, 1e-12, "it is a difference in absolute terms");
        circuit.Should().BeEquivalentTo(new[] { Duplicate, Mover }, "a set that is given must not be changed");
    }

    [ExerciseFact("1.4.30")]
    public void ThePlantedCircuitLacksItsBackup()
    {
        var score = PlantedScore();
        var model = Set(Duplicate, Inhibits, All, Mover, Idle, Standby, Negative);
        var circuit = Set(Duplicate, Inhibits, All, Mover, Negative);
        Circuits.Faithfulness(score, model, circuit).Should().BeApproximately(1, 1e-4);
        Circuits.Incompleteness(score, model, circuit, [Set(), Set(All)]).Should().BeApproximately(0, 1e-4);
        Circuits.Incompleteness(score, model, circuit, [Set(), Set(All), Set(Mover)]).Should().BeApproximately(2, 1e-4);
        Circuits.Incompleteness(score, model, Set([.. circuit, Standby]), [Set(), Set(All), Set(Mover)]).Should()
            .BeApproximately(0, 1e-4);
    }

    [ExerciseFact("1.4.31")]
    public void MinimalityIsTheLargestChange()
    {
        var circuit = Set(Duplicate, Mover, Standby, Negative);
        Func<IReadOnlySet<HeadAt>, double> score = heads =>
            (heads.Contains(Mover) ? 4 : heads.Contains(Standby) ? 3 : 0) + (heads.Contains(Negative) ? -2 : 0);
        Circuits.Minimality(score, circuit, Standby, [Set()]).Should().Be(0, "the mover is still there");
        Circuits.Minimality(score, circuit, Standby, [Set(), Set(Mover), Set(Negative)]).Should().BeApproximately(3,
            1e-12);
        Circuits.Minimality(score, circuit, Mover, [Set()]).Should().BeApproximately(1, 1e-12, "the standby steps in");
        Circuits.Minimality(score, circuit, Mover, [Set(), Set(Standby)]).Should().BeApproximately(
            4, 1e-12, "what was removed is missing with the part and without it");
        Circuits.Minimality(score, circuit, Negative, [Set()]).Should()
            .BeApproximately(2, 1e-12, "a part that lowers the score does something too");
        Circuits.Minimality(score, circuit, Duplicate, [Set(), Set(Mover)]).Should().Be(0);
        circuit.Should().HaveCount(4, "a set that is given must not be changed");
    }

    [ExerciseFact("1.4.31")]
    public void PlantedPartsAreNeededOrNot()
    {
        var score = PlantedScore();
        var circuit = Set(Duplicate, Inhibits, All, Mover, Idle, Standby, Negative);
        Circuits.Minimality(score, circuit, Idle, [Set(), Set(Mover)]).Should().BeApproximately(0, 1e-4);
        Circuits.Minimality(score, circuit, Standby, [Set()]).Should().BeApproximately(0, 1e-4);
        Circuits.Minimality(score, circuit, Standby, [Set(), Set(Mover)]).Should().BeApproximately(2, 1e-4);
        Circuits.Minimality(score, circuit, Mover, [Set(), Set(Standby)]).Should().BeApproximately(4, 1e-4);
    }

    [ExerciseFact("1.4.32")]
    public void PartsGoWhileTheScoreIsHigh()
    {
        var score = Sum((Duplicate, 1), (Inhibits, 0.5), (Mover, 4), (Negative, -2), (Idle, 0));
        HeadAt[] parts = [Duplicate, Inhibits, Mover, Negative, Idle];
        Left(Circuits.Prune(score, parts, least: 5.5)).Should().Be(
            Left([Duplicate, Inhibits, Mover]), "a score that is just the least is allowed");
        Left(Circuits.Prune(score, parts, least: 5)).Should().Be(Left([Duplicate, Mover]));
        Left(Circuits.Prune(score, parts, least: 3)).Should().Be(Left([Mover]));
        Left(Circuits.Prune(score, parts, least: -1)).Should().Be("");
        Left(Circuits.Prune(score, parts, least: 9)).Should().Be(Left(parts), "no step brings it so high");
        parts.Should().HaveCount(5);
    }

    [ExerciseFact("1.4.32")]
    public void TheFirstOfSeveralGoes()
    {
        var score = Sum((Duplicate, 1), (Inhibits, 1), (Mover, 1));
        Left(Circuits.Prune(score, [Inhibits, Duplicate, Mover], least: 2)).Should().Be(Left([Duplicate, Mover]));
        Left(Circuits.Prune(score, [Mover, Inhibits, Duplicate], least: 1)).Should().Be(Left([Duplicate]));
        Left(Circuits.Prune(score, [], least: 1)).Should().Be("");
    }

    [ExerciseFact("1.4.32")]
    public void EachStepIsJudgedByWhatIsLeft()
    {
        // Either of two is enough, so only one of them may go.
        Func<IReadOnlySet<HeadAt>, double> score = heads =>
            (heads.Contains(Mover) || heads.Contains(Standby) ? 3 : 0) + (heads.Contains(Duplicate) ? 1 : 0);
        Left(Circuits.Prune(score, [Mover, Standby, Duplicate], least: 4)).Should().Be(Left([Standby, Duplicate]));
    }

    // What a message can show in a line.
    private static string Left(IEnumerable<HeadAt> heads) =>
        string.Join(", ", heads.Select(head => $"{head}").Order(StringComparer.Ordinal));

    private static IReadOnlySet<HeadAt> Set(params HeadAt[] heads) => heads.ToHashSet();

    private static Func<IReadOnlySet<HeadAt>, double> Sum(params (HeadAt Head, double Value)[] values) =>
        heads => values.Where(x => heads.Contains(x.Head)).Sum(x => x.Value);

    // What a set of heads of the planted model achieves, the others at their means over the texts.
    private static Func<IReadOnlySet<HeadAt>, double> PlantedScore(
        Func<HookedTransformer, Prompts, IReadOnlySet<HeadAt>, Tensor[], Tensor>? run = null)
    {
        run ??= (model, prompts, circuit, means) =>
            Reference.Run(model, prompts.Tokens, Held(prompts, circuit, means, inside: true));
        var model = Planted.Avoiding();
        var prompts = Planted.Prompts();
        using var cache = model.RunWithCache(prompts.Tokens).Cache;
        Tensor[] means = [.. Enumerable.Range(0, 4).Select(layer =>
            cache["z", layer].mean([0], keepdim: true).expand(8, -1, -1, -1).clone())];
        return heads =>
        {
            using var scope = NewDisposeScope();
            return Some.Difference(run(model, prompts, heads, means), prompts);
        };
    }

    private static Func<string, int, Tensor, Tensor> Held(
        Prompts prompts, IReadOnlySet<HeadAt> circuit, Tensor[] means, bool inside) => (name, layer, z) =>
    {
        if (name != "z") return z;
        var held = (inside ? means[layer] : z).clone();
        foreach (var (head, role) in circuit.Where(x => x.Head.Layer == layer))
        {
            var at = role switch
            {
                Role.Io => prompts.IoAt,
                Role.S1 => prompts.S1At,
                Role.S1Plus1 => prompts.S1At + 1,
                Role.S2 => prompts.S2At,
                _ => prompts.End,
            };
            for (var row = 0; row < prompts.Count; row++)
            {
                var position = at[row].item<long>();
                held[row, position, head.Index] = (inside ? z : means[layer])[row, position, head.Index];
            }
        }
        return held;
    };
}
