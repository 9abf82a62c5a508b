using Arena.Testing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class GroupsTests
{
    [ExerciseTheory("0.2.13")]
    [InlineData(0.2, 0, null, null)]
    [InlineData(0.2, 0.1, 0.05, null)]
    [InlineData(0.2, 0.1, null, 0.0)]
    [InlineData(0.1, 0, 0.3, 0.2)]
    [InlineData(0.1, 0.2, 0.0, 0.3)]
    public void EachGroupIsLikeAnOptimiserOfItsOwn(double rate, double decay, double? ownRate, double? ownDecay)
    {
        // The group's own learning rate stays when that of all is halved, so the reference may not halve it.
        var wanted = AfterBoth(ownRate ?? rate, ownDecay ?? decay, halves: ownRate is null);
        OptimiserTest.IsLike(
            x => new GroupedSgd([new([.. x.Take(2)]), new([.. x.Skip(2)], ownRate, ownDecay)], rate, decay), wanted, 5,
            others:
            [
                ("a group's own values play no part (0 is a value too, null is none)",
                    AfterBoth(rate, decay, halves: true)),
                ("a group without a weight decay of its own does not take the default",
                    AfterTwo((rate, 0, true), (ownRate ?? rate, ownDecay ?? 0, ownRate is null))),
                .. ownRate is null ? Array.Empty<(string, Tensor)>() :
                [
                    ("a group's own learning rate plays no part", AfterBoth(rate, ownDecay ?? decay, halves: true)),
                    ("a group's own learning rate multiplies that of all; it replaces it",
                        AfterBoth(rate * ownRate.Value, ownDecay ?? decay, halves: true)),
                ],
                .. ownDecay is null ? Array.Empty<(string, Tensor)>() :
                [
                    ("a group's own weight decay plays no part (0 is a value too, null is none)",
                        AfterBoth(ownRate ?? rate, decay, halves: ownRate is null)),
                ],
                .. ownRate is not null ? Array.Empty<(string, Tensor)>() :
                [
                    ("a group without a learning rate of its own does not follow when LearningRate is changed",
                        Net.After(5, x =>
                        [
                            optim.SGD(x.Take(2), rate, weight_decay: decay),
                            optim.SGD(x.Skip(2), rate, weight_decay: ownDecay ?? decay),
                        ], halves: false)),
                ],
            ]);

        Tensor AfterBoth(double second, double secondDecay, bool halves) => AfterTwo(
            (rate, decay, true), (second, secondDecay, halves));
    }

    [ExerciseFact("0.2.13")]
    public void NothingDecaysUnlessSaid() => OptimiserTest.IsLike(
        x => new GroupedSgd([new(x)], 0.2), x => optim.SGD(x, 0.2), 3);

    [ExerciseFact("0.2.13")]
    public void TwiceTheSameParameterIsRefused()
    {
        var (one, other) = (new Parameter(ones(2)), new Parameter(ones(2)));
        var inTwo = () => new GroupedSgd([new([one, other]), new([one])], 0.1);
        inTwo.Should().Throw<ArgumentException>("a parameter in two groups would take two steps at once");
        var inOne = () => new GroupedSgd([new([other, other])], 0.1);
        inOne.Should().Throw<ArgumentException>("a parameter that comes twice would take two steps at once");
        using var fine = new GroupedSgd([new([one]), new([other])], 0.1);
        fine.Parameters.Should().HaveCount(2, "equal numbers do not make two parameters the same one");
    }

    [ExerciseFact("0.2.14")]
    public void MatricesDecayAndVectorsDoNot()
    {
        using var model = nn.Sequential(
            ("conv", nn.Conv2d(1, 3, 3)), ("norm", nn.BatchNorm2d(3)), ("flatten", nn.Flatten()),
            ("frozen", nn.Linear(12, 7)), ("bare", nn.Linear(7, 5, hasBias: false)), ("last", nn.Linear(5, 2)));
        var named = model.named_parameters().ToDictionary(x => x.name, x => x.parameter);
        named["frozen.weight"].requires_grad = false;
        named["frozen.bias"].requires_grad = false;
        var groups = Decay.Groups(model);
        groups.Should().HaveCount(2);
        Names(groups[0]).Should().Equal(["conv.weight", "bare.weight", "last.weight"], "these have two axes or more");
        Names(groups[1]).Should().Equal(["conv.bias", "norm.weight", "norm.bias", "last.bias"], "these have one axis");
        groups.Select(x => x.WeightDecay).Should().Equal(
            [null, 0], "the first group takes the optimiser's weight decay (null), the second none (0)");
        groups.Select(x => x.LearningRate).Should().Equal([null, null], "both take the optimiser's learning rate");

        IEnumerable<string> Names(ParameterGroup group) => group.Parameters.Select(
            x => named.Single(y => ReferenceEquals(x, y.Value)).Key);
    }

    [ExerciseFact("0.2.14")]
    public void EmptyGroupsAreLeftOut()
    {
        using var onlyWeights = nn.Linear(2, 3, hasBias: false);
        Assert.True(
            Only(Decay.Groups(onlyWeights), "A layer without a bias").WeightDecay is null,
            "The group with two axes or more has a weight decay of its own, 0; it should have none (null), so that it " +
            "takes the optimiser's.");
        using var onlyScales = nn.LayerNorm(4);
        Assert.True(
            Only(Decay.Groups(onlyScales), "A normalisation").WeightDecay == 0,
            "The group with one axis has no weight decay of its own (null), so that it would take the optimiser's; it " +
            "should have 0.");
        using var nothing = nn.ReLU();
        Decay.Groups(nothing).Should().BeEmpty();

        static ParameterGroup Only(IReadOnlyList<ParameterGroup> groups, string what)
        {
            Assert.True(
                groups.Count == 1,
                $"{what} gives {groups.Count} groups, should give 1: what counts is the number of axes, and a group " +
                "without parameters is left out.");
            return groups[0];
        }
    }

    // As two optimisers, of which the second may keep its learning rate.
    private static Tensor AfterTwo(
        (double Rate, double Decay, bool Halves) first, (double Rate, double Decay, bool Halves) second)
    {
        var net = Net.Make();
        var (one, other) = (
            optim.SGD(net.Parameters.Take(2), first.Rate, weight_decay: first.Decay),
            optim.SGD(net.Parameters.Skip(2), second.Rate, weight_decay: second.Decay));
        for (var step = 0; step < 5; step++)
        {
            if (step == 2 && first.Halves) one.ParamGroups.Single().LearningRate /= 2;
            if (step == 2 && second.Halves) other.ParamGroups.Single().LearningRate /= 2;
            one.zero_grad();
            other.zero_grad();
            net.Backward(step);
            one.step();
            other.step();
        }
        return net.Numbers();
    }
}
