using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.44", Says = "and nothing else (requires_grad)")]
internal sealed class FreezesNothing : nn.Module<Tensor, Tensor>
{
    public readonly ResNet backbone;

    public readonly nn.Module<Tensor, Tensor> head;

    public FreezesNothing(ResNet backbone, long classes) : base(nameof(FreezesNothing))
    {
        this.backbone = backbone;
        head = nn.Linear(backbone.FeatureCount, classes);
        RegisterComponents();
        backbone.eval();
    }

    public override void train(bool train = true)
    {
        base.train(train);
        backbone.eval();
    }

    public override Tensor forward(Tensor images) =>
        head.call(backbone.Features(images));
}

[SolutionOnly]
[WrongAnswer("0.1.44", Says = "and nothing else (requires_grad)")]
internal sealed class FreezesTheHeadToo : nn.Module<Tensor, Tensor>
{
    public readonly ResNet backbone;

    public readonly nn.Module<Tensor, Tensor> head;

    public FreezesTheHeadToo(ResNet backbone, long classes) : base(nameof(FreezesTheHeadToo))
    {
        this.backbone = backbone;
        head = nn.Linear(backbone.FeatureCount, classes);
        RegisterComponents();
        foreach (var parameter in parameters()) parameter.requires_grad = false;
        backbone.eval();
    }

    public override void train(bool train = true)
    {
        base.train(train);
        backbone.eval();
    }

    public override Tensor forward(Tensor images) =>
        head.call(backbone.Features(images));
}

[SolutionOnly]
[WrongAnswer("0.1.44", Says = "the backbone stays in evaluation mode")]
internal sealed class LetsTheStatisticsMove : nn.Module<Tensor, Tensor>
{
    public readonly ResNet backbone;

    public readonly nn.Module<Tensor, Tensor> head;

    public LetsTheStatisticsMove(ResNet backbone, long classes) : base(nameof(LetsTheStatisticsMove))
    {
        this.backbone = backbone;
        foreach (var parameter in backbone.parameters()) parameter.requires_grad = false;
        head = nn.Linear(backbone.FeatureCount, classes);
        RegisterComponents();
        backbone.eval();
    }

    public override void train(bool train = true)
    {
        base.train(train);
    }

    public override Tensor forward(Tensor images) =>
        head.call(backbone.Features(images));
}

[SolutionOnly]
[WrongAnswer("0.1.44")]
internal sealed class PutsTheHeadOnTheOldScores : nn.Module<Tensor, Tensor>
{
    public readonly ResNet backbone;

    public readonly nn.Module<Tensor, Tensor> head;

    public PutsTheHeadOnTheOldScores(ResNet backbone, long classes) : base(nameof(PutsTheHeadOnTheOldScores))
    {
        this.backbone = backbone;
        foreach (var parameter in backbone.parameters()) parameter.requires_grad = false;
        head = nn.Linear(backbone.parameters().Last().shape[0], classes);
        RegisterComponents();
        backbone.eval();
    }

    public override void train(bool train = true)
    {
        base.train(train);
        backbone.eval();
    }

    public override Tensor forward(Tensor images) =>
        head.call(backbone.call(images));
}

[SolutionOnly]
[WrongAnswer("0.1.44", Says = "train() sets the model")]
internal sealed class NeverSetsTheMode : nn.Module<Tensor, Tensor>
{
    public readonly ResNet backbone;

    public readonly nn.Module<Tensor, Tensor> head;

    public NeverSetsTheMode(ResNet backbone, long classes) : base(nameof(NeverSetsTheMode))
    {
        this.backbone = backbone;
        foreach (var parameter in backbone.parameters()) parameter.requires_grad = false;
        head = nn.Linear(backbone.FeatureCount, classes);
        RegisterComponents();
        backbone.eval();
    }

    public override void train(bool train = true)
    {
        head.train(train);
    }

    public override Tensor forward(Tensor images) =>
        head.call(backbone.Features(images));
}

[SolutionOnly]
[RightAnswer("0.1.44")]
internal sealed class CutsTheGraph : nn.Module<Tensor, Tensor>
{
    public readonly ResNet backbone;

    public readonly nn.Module<Tensor, Tensor> head;

    public CutsTheGraph(ResNet backbone, long classes) : base(nameof(CutsTheGraph))
    {
        this.backbone = backbone;
        foreach (var parameter in backbone.parameters()) parameter.requires_grad = false;
        head = nn.Linear(backbone.FeatureCount, classes);
        RegisterComponents();
        backbone.eval();
    }

    public override void train(bool train = true)
    {
        base.train(train);
        backbone.eval();
    }

    public override Tensor forward(Tensor images) =>
        head.call(backbone.Features(images).detach());
}
