using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.32", Says = "the first ReLU is missing")]
internal sealed class ForgetsTheFirstReLU : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> layers;

    public ForgetsTheFirstReLU(long classes = 10) : base(nameof(ForgetsTheFirstReLU))
    {
        layers = nn.Sequential(
            new Conv2d(1, 16, 3, padding: 1), new MaxPool2d(2),
            new Conv2d(16, 32, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * 7 * 7, classes));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images);
}

[SolutionOnly]
[WrongAnswer("0.1.32", Says = "the loss wants scores")]
internal sealed class EndsInASoftmax : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> layers;

    public EndsInASoftmax(long classes = 10) : base(nameof(EndsInASoftmax))
    {
        layers = nn.Sequential(
            new Conv2d(1, 16, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            new Conv2d(16, 32, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * 7 * 7, classes), nn.Softmax(1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images);
}

[SolutionOnly]
[WrongAnswer("0.1.32", Says = "there is a ReLU after the last layer")]
internal sealed class EndsInAReLU : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> layers;

    public EndsInAReLU(long classes = 10) : base(nameof(EndsInAReLU))
    {
        layers = nn.Sequential(
            new Conv2d(1, 16, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            new Conv2d(16, 32, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * 7 * 7, classes), nn.ReLU());
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images);
}

[SolutionOnly]
[WrongAnswer("0.1.32", Says = "is [10, 1568], should be [4, 1568]")]
internal sealed class KnowsTenClassesOnly : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> layers;

    public KnowsTenClassesOnly(long _ = 10) : base(nameof(KnowsTenClassesOnly))
    {
        layers = nn.Sequential(
            new Conv2d(1, 16, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            new Conv2d(16, 32, 3, padding: 1), nn.ReLU(), new MaxPool2d(2),
            nn.Flatten(), nn.Linear(32 * 7 * 7, 10));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images);
}

[SolutionOnly]
[RightAnswer("0.1.32")]
internal sealed class PoolsBeforeTheReLU : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> layers;

    public PoolsBeforeTheReLU(long classes = 10) : base(nameof(PoolsBeforeTheReLU))
    {
        layers = nn.Sequential(
            new Conv2d(1, 16, 3, padding: 1), new MaxPool2d(2), nn.ReLU(),
            new Conv2d(16, 32, 3, padding: 1), new MaxPool2d(2), nn.ReLU(),
            nn.Flatten(), nn.Linear(32 * 7 * 7, classes));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => layers.call(images);
}
