using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.38", Says = "there should be a ReLU after the sum")]
internal sealed class ForgetsTheLastReLU : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public ForgetsTheLastReLU(long inChannels, long outChannels, long stride = 1) : base(nameof(ForgetsTheLastReLU))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        if (stride != 1 || inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        Shortcut(maps) + Branch(maps);
}

[SolutionOnly]
[WrongAnswer("0.1.38", Says = "the ReLU was on the branch alone")]
internal sealed class RectifiesTheBranchAlone : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public RectifiesTheBranchAlone(long inChannels, long outChannels, long stride = 1) : base(nameof(RectifiesTheBranchAlone))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        if (stride != 1 || inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        Shortcut(maps) + nn.functional.relu(Branch(maps));
}

[SolutionOnly]
[WrongAnswer("0.1.38", Says = "this is the branch alone")]
internal sealed class ForgetsTheShortcut : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public ForgetsTheShortcut(long inChannels, long outChannels, long stride = 1) : base(nameof(ForgetsTheShortcut))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        if (stride != 1 || inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        nn.functional.relu(Branch(maps));
}

[SolutionOnly]
[WrongAnswer("0.1.38")]
internal sealed class StridesTwice : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public StridesTwice(long inChannels, long outChannels, long stride = 1) : base(nameof(StridesTwice))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        if (stride != 1 || inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        nn.functional.relu(Shortcut(maps) + Branch(maps));
}

[SolutionOnly]
[WrongAnswer("0.1.38", Says = "2 too many")]
internal sealed class HasBiases : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public HasBiases(long inChannels, long outChannels, long stride = 1) : base(nameof(HasBiases))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1);
        bn2 = new BatchNorm2d(outChannels);
        if (stride != 1 || inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        nn.functional.relu(Shortcut(maps) + Branch(maps));
}

[SolutionOnly]
[WrongAnswer("0.1.38", Says = "3 too many")]
internal sealed class ProjectsAlways : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public ProjectsAlways(long inChannels, long outChannels, long stride = 1) : base(nameof(ProjectsAlways))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        nn.functional.relu(Shortcut(maps) + Branch(maps));
}

[SolutionOnly]
[WrongAnswer("0.1.38", Says = "3 missing")]
internal sealed class ProjectsOnlyForOtherChannels : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public ProjectsOnlyForOtherChannels(long inChannels, long outChannels, long stride = 1) : base(nameof(ProjectsOnlyForOtherChannels))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        if (inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        nn.functional.relu(Shortcut(maps) + Branch(maps));
}

[SolutionOnly]
[WrongAnswer("0.1.38", Says = "`projection.0.weight`, is")]
internal sealed class DeclaresTheProjectionFirst : nn.Module<Tensor, Tensor>
{
    public readonly nn.Module<Tensor, Tensor>? projection;
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public DeclaresTheProjectionFirst(long inChannels, long outChannels, long stride = 1) : base(nameof(DeclaresTheProjectionFirst))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        if (stride != 1 || inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        nn.functional.relu(Shortcut(maps) + Branch(maps));
}

[SolutionOnly]
[WrongAnswer("0.1.38")]
internal sealed class NormalisesAfterTheReLU : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public NormalisesAfterTheReLU(long inChannels, long outChannels, long stride = 1) : base(nameof(NormalisesAfterTheReLU))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        if (stride != 1 || inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(bn1.call(nn.functional.relu(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        nn.functional.relu(Shortcut(maps) + Branch(maps));
}

[SolutionOnly]
[RightAnswer("0.1.38")]
internal sealed class AddsTheOtherWayRound : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly Conv2d conv2;

    public readonly BatchNorm2d bn2;

    public readonly nn.Module<Tensor, Tensor>? projection;

    public AddsTheOtherWayRound(long inChannels, long outChannels, long stride = 1) : base(nameof(AddsTheOtherWayRound))
    {
        conv1 = new Conv2d(inChannels, outChannels, 3, stride, padding: 1, hasBias: false);
        bn1 = new BatchNorm2d(outChannels);
        conv2 = new Conv2d(outChannels, outChannels, 3, padding: 1, hasBias: false);
        bn2 = new BatchNorm2d(outChannels);
        if (stride != 1 || inChannels != outChannels)
            projection = nn.Sequential(
                new Conv2d(inChannels, outChannels, 1, stride, hasBias: false), new BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Branch(Tensor maps) =>
        bn2.call(conv2.call(nn.functional.relu(bn1.call(conv1.call(maps)))));

    public Tensor Shortcut(Tensor maps) => projection?.call(maps) ?? maps;

    public override Tensor forward(Tensor maps) =>
        (Branch(maps) + Shortcut(maps)).relu();
}
