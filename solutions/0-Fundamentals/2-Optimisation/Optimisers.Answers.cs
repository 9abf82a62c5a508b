using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Most answers below differ in one line: what happens to one parameter.</summary>
[SolutionOnly]
public abstract class AnswerOptimiser(IEnumerable<Parameter> parameters, double learningRate)
    : Optimiser(parameters, learningRate)
{
    private IReadOnlyList<Tensor>? first;
    private IReadOnlyList<Tensor>? second;
    private int[]? times;

    /// <inheritdoc/>
    public override void Step()
    {
        first ??= ZerosForEachParameter();
        second ??= ZerosForEachParameter();
        times ??= new int[Parameters.Count];
        using var off = no_grad();
        for (var i = 0; i < Parameters.Count; i++)
            if (Parameters[i].grad is { } gradient)
                Change(Parameters[i], gradient, first[i], second[i], ++times[i]);
    }

    /// <summary>Changes one parameter, in place.</summary>
    protected abstract void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t);
}

[WrongAnswer("0.2.6", Says = "it climbs")]
internal sealed class SgdThatClimbs(IEnumerable<Parameter> parameters, double learningRate)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) => w.add_(LearningRate * g);
}

[WrongAnswer("0.2.6", Says = "no parameter has moved")]
internal sealed class SgdThatMakesNewTensors(IEnumerable<Parameter> parameters, double learningRate)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) => _ = w - LearningRate * g;
}

[WrongAnswer("0.2.6", Says = "the learning rate of the first steps was kept")]
internal sealed class SgdThatKeepsItsRate(IEnumerable<Parameter> parameters, double learningRate)
    : AnswerOptimiser(parameters, learningRate)
{
    private readonly double rate = learningRate;

    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) => w.sub_(rate * g);
}

[WrongAnswer("0.2.6", Says = "A parameter has no gradient")]
internal sealed class SgdThatNeedsEveryGradient(IEnumerable<Parameter> parameters, double learningRate)
    : Optimiser(parameters, learningRate)
{
    public override void Step()
    {
        using var off = no_grad();
        foreach (var parameter in Parameters) parameter.sub_(LearningRate * parameter.grad!.clone());
    }
}

[WrongAnswer("0.2.6", Says = "leaf Variable that requires grad")]
internal sealed class SgdInsideOfTheGraph(IEnumerable<Parameter> parameters, double learningRate)
    : Optimiser(parameters, learningRate)
{
    public override void Step()
    {
        foreach (var parameter in Parameters)
            if (parameter.grad is { } gradient)
                parameter.sub_(LearningRate * gradient);
    }
}

[RightAnswer("0.2.6")]
internal sealed class SgdThroughDetach(IEnumerable<Parameter> parameters, double learningRate)
    : Optimiser(parameters, learningRate)
{
    public override void Step()
    {
        foreach (var parameter in Parameters.Where(x => x.grad is not null))
            parameter.detach().add_(parameter.grad!, alpha: -LearningRate);
    }
}

[WrongAnswer("0.2.7", Says = "the gradient is weighted with 1 − μ")]
internal sealed class MomentumThatAverages(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) =>
        w.sub_(LearningRate * one.mul_(momentum).add_((1 - momentum) * g));
}

[WrongAnswer("0.2.7", Says = "the step was taken with the velocity before this gradient")]
internal sealed class MomentumThatMovesFirst(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        w.sub_(LearningRate * one);
        one.mul_(momentum).add_(g);
    }
}

[WrongAnswer("0.2.7", Says = "the learning rate is in the velocity already")]
internal sealed class MomentumWithTheRateInside(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) =>
        w.sub_(one.mul_(momentum).add_(LearningRate * g));
}

[WrongAnswer("0.2.7", Says = "was freed with the scope of the step before")]
internal sealed class MomentumInNewTensors : Optimiser
{
    private readonly double momentum;
    private readonly Tensor[] velocities;

    public MomentumInNewTensors(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
        : base(parameters, learningRate)
    {
        this.momentum = momentum;
        velocities = [.. ZerosForEachParameter()];
    }

    public override void Step()
    {
        using var off = no_grad();
        for (var i = 0; i < velocities.Length; i++)
        {
            if (Parameters[i].grad is not { } gradient) continue;
            velocities[i] = momentum * velocities[i] + gradient;
            Parameters[i].sub_(LearningRate * velocities[i]);
        }
    }
}

[WrongAnswer("0.2.7", Says = "ended with the scope in which it was made")]
internal sealed class MomentumInTheScopeOfItsMaker : Optimiser
{
    private readonly double momentum;
    private readonly IReadOnlyList<Tensor> velocities;

    public MomentumInTheScopeOfItsMaker(
        IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
        : base(parameters, learningRate)
    {
        this.momentum = momentum;
        velocities = Parameters.Select(x => zeros_like(x, requires_grad: false)).ToList();
    }

    public override void Step()
    {
        using var off = no_grad();
        foreach (var (parameter, velocity) in Parameters.Zip(velocities))
            if (parameter.grad is { } gradient)
                parameter.sub_(LearningRate * velocity.mul_(momentum).add_(gradient));
    }
}

// Parameters of one shape can share it unnoticed; these cannot.
[WrongAnswer("0.2.7")]
internal sealed class MomentumWithOneVelocity : Optimiser
{
    private readonly double momentum;
    private readonly Tensor velocity;

    public MomentumWithOneVelocity(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
        : base(parameters, learningRate)
    {
        this.momentum = momentum;
        velocity = ZerosForEachParameter()[0];
    }

    public override void Step()
    {
        using var off = no_grad();
        foreach (var parameter in Parameters)
            if (parameter.grad is { } gradient)
                parameter.sub_(LearningRate * velocity.mul_(momentum).add_(gradient));
    }
}

[RightAnswer("0.2.7")]
internal sealed class MomentumFromAllGradients(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
    : Optimiser(parameters, learningRate)
{
    private readonly Dictionary<Parameter, List<Tensor>> past = new(ReferenceEqualityComparer.Instance);

    public override void Step()
    {
        foreach (var parameter in Parameters.Where(x => x.grad is not null))
        {
            if (!past.TryGetValue(parameter, out var gradients)) past[parameter] = gradients = [];
            gradients.Add(parameter.grad!.clone().DetachFromDisposeScope());
            parameter.detach().sub_(LearningRate * gradients.Select(
                (x, i) => Math.Pow(momentum, gradients.Count - 1 - i) * x).Aggregate((x, y) => x + y));
        }
    }
}

[RightAnswer("0.2.7")]
internal sealed class MomentumWithAlpha(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.9)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) =>
        w.add_(one.mul_(momentum).add_(g), alpha: -LearningRate);
}

[WrongAnswer("0.2.8", Says = "without passing through it")]
internal sealed class SgdWithDecoupledDecay(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : AnswerOptimiser(parameters, SgdChecks.Rate(learningRate, momentum, nesterov))
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(momentum).add_(g);
        var velocity = one + weightDecay * w;
        w.sub_(LearningRate * (nesterov ? g + weightDecay * w + momentum * velocity : velocity));
    }
}

[WrongAnswer("0.2.8", Says = "Step() changed the gradient itself")]
internal sealed class SgdThatDecaysTheGradientItself(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : AnswerOptimiser(parameters, SgdChecks.Rate(learningRate, momentum, nesterov))
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g.add_(weightDecay * w);
        one.mul_(momentum).add_(g);
        w.sub_(LearningRate * (nesterov ? g + momentum * one : one));
    }
}

[WrongAnswer("0.2.8", Says = "the look ahead adds the gradient without its decay")]
internal sealed class SgdThatLooksAheadWithoutDecay(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : AnswerOptimiser(parameters, SgdChecks.Rate(learningRate, momentum, nesterov))
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(momentum).add_(g + weightDecay * w);
        w.sub_(LearningRate * (nesterov ? g + momentum * one : one));
    }
}

[WrongAnswer("0.2.8", Says = "weight decay has the wrong sign")]
internal sealed class SgdThatGrows(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : AnswerOptimiser(parameters, SgdChecks.Rate(learningRate, momentum, nesterov))
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g = g - weightDecay * w;
        one.mul_(momentum).add_(g);
        w.sub_(LearningRate * (nesterov ? g + momentum * one : one));
    }
}

[WrongAnswer("0.2.8", Says = "it looks ahead from where the velocity was before")]
internal sealed class SgdThatLooksAheadTooEarly(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : AnswerOptimiser(parameters, SgdChecks.Rate(learningRate, momentum, nesterov))
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g = g + weightDecay * w;
        var ahead = g + momentum * one;
        one.mul_(momentum).add_(g);
        w.sub_(LearningRate * (nesterov ? ahead : one));
    }
}

[WrongAnswer("0.2.8")]
internal sealed class SgdThatNeverLooksAhead(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : AnswerOptimiser(parameters, SgdChecks.Rate(learningRate, momentum, nesterov))
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) =>
        w.sub_(LearningRate * one.mul_(momentum).add_(g + weightDecay * w));
}

[WrongAnswer("0.2.8")]
internal sealed class SgdThatChecksNothing(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g = g + weightDecay * w;
        one.mul_(momentum).add_(g);
        w.sub_(LearningRate * (nesterov ? g + momentum * one : one));
    }
}

[RightAnswer("0.2.8")]
internal sealed class SgdWithBranches(
    IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : AnswerOptimiser(parameters, SgdChecks.Rate(learningRate, momentum, nesterov))
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        if (weightDecay != 0) g = g.add(w, alpha: weightDecay);
        if (momentum != 0)
        {
            one.copy_(momentum * one + g);
            g = nesterov ? g.add(one, alpha: momentum) : one;
        }
        w.add_(g, alpha: -LearningRate);
    }
}

[SolutionOnly]
internal static class SgdChecks
{
    public static double Rate(double learningRate, double momentum, bool nesterov) =>
        nesterov && momentum == 0 ? throw new ArgumentException("Nesterov needs momentum.") : learningRate;
}

[WrongAnswer("0.2.10", Says = "ε stands under the root")]
internal sealed class RmsPropWithEpsilonInside(
    IEnumerable<Parameter> parameters, double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8,
    double weightDecay = 0, double momentum = 0)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g = g + weightDecay * w;
        one.mul_(alpha).add_((1 - alpha) * g * g);
        w.sub_(LearningRate * two.mul_(momentum).add_(g / (one + epsilon).sqrt()));
    }
}

[WrongAnswer("0.2.10", Says = "that is Adagrad")]
internal sealed class RmsPropThatNeverForgets(
    IEnumerable<Parameter> parameters, double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8,
    double weightDecay = 0, double momentum = 0)
    : AnswerOptimiser(parameters, learningRate)
{
    private readonly double unused = alpha;

    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g = g + weightDecay * w + 0 * unused;
        one.add_(g * g);
        w.sub_(LearningRate * two.mul_(momentum).add_(g / (one.sqrt() + epsilon)));
    }
}

[WrongAnswer("0.2.10", Says = "momentum comes before the division")]
internal sealed class RmsPropThatDividesTheVelocity(
    IEnumerable<Parameter> parameters, double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8,
    double weightDecay = 0, double momentum = 0)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g = g + weightDecay * w;
        one.mul_(alpha).add_((1 - alpha) * g * g);
        w.sub_(LearningRate * two.mul_(momentum).add_(g) / (one.sqrt() + epsilon));
    }
}

[WrongAnswer("0.2.10", Says = "the squares are those of the gradient without its decay")]
internal sealed class RmsPropThatDecaysTooLate(
    IEnumerable<Parameter> parameters, double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8,
    double weightDecay = 0, double momentum = 0)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(alpha).add_((1 - alpha) * g * g);
        w.sub_(LearningRate * two.mul_(momentum).add_((g + weightDecay * w) / (one.sqrt() + epsilon)));
    }
}

[WrongAnswer("0.2.10", Says = "Step() changed the gradient itself")]
internal sealed class RmsPropThatDecaysTheGradientItself(
    IEnumerable<Parameter> parameters, double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8,
    double weightDecay = 0, double momentum = 0)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g.add_(weightDecay * w);
        one.mul_(alpha).add_((1 - alpha) * g * g);
        w.sub_(LearningRate * two.mul_(momentum).add_(g / (one.sqrt() + epsilon)));
    }
}

[RightAnswer("0.2.10")]
internal sealed class RmsPropWithBranches(
    IEnumerable<Parameter> parameters, double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8,
    double weightDecay = 0, double momentum = 0)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        if (weightDecay != 0) g = g.add(w, alpha: weightDecay);
        one.copy_(one.lerp(g.square(), 1 - alpha));
        if (momentum == 0) w.addcdiv_(g, one.sqrt() + epsilon, -LearningRate);
        else w.add_(two.mul_(momentum).addcdiv_(g, one.sqrt() + epsilon), alpha: -LearningRate);
    }
}

[WrongAnswer("0.2.11", Says = "the averages are not corrected")]
internal sealed class AdamWithoutCorrection(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(beta1).add_((1 - beta1) * g);
        two.mul_(beta2).add_((1 - beta2) * g * g);
        w.sub_(LearningRate * one / (two.sqrt() + epsilon));
    }
}

[WrongAnswer("0.2.11", Says = "the steps are counted from 0")]
internal sealed class AdamThatCountsFromZero(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(beta1).add_((1 - beta1) * g);
        two.mul_(beta2).add_((1 - beta2) * g * g);
        var (mean, square) = (one / (1 - Math.Pow(beta1, t - 1)), two / (1 - Math.Pow(beta2, t - 1)));
        w.sub_(LearningRate * mean / (square.sqrt() + epsilon));
    }
}

[WrongAnswer("0.2.11", Says = "ε stands under the root")]
internal sealed class AdamWithEpsilonInside(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(beta1).add_((1 - beta1) * g);
        two.mul_(beta2).add_((1 - beta2) * g * g);
        var (mean, square) = (one / (1 - Math.Pow(beta1, t)), two / (1 - Math.Pow(beta2, t)));
        w.sub_(LearningRate * mean / (square + epsilon).sqrt());
    }
}

// Dividing the memory itself divides it again in the next step.
[WrongAnswer("0.2.11", Says = "the corrected averages were put into memory")]
internal sealed class AdamThatCorrectsItsMemory(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(beta1).add_((1 - beta1) * g).div_(1 - Math.Pow(beta1, t));
        two.mul_(beta2).add_((1 - beta2) * g * g).div_(1 - Math.Pow(beta2, t));
        w.sub_(LearningRate * one / (two.sqrt() + epsilon));
    }
}

// A parameter that joins later has its own first step.
[WrongAnswer("0.2.11", Says = "t counts all steps")]
internal sealed class AdamWithOneClock : Optimiser
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly IReadOnlyList<Tensor> means;
    private readonly IReadOnlyList<Tensor> squares;
    private int steps;

    public AdamWithOneClock(
        IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
        double epsilon = 1e-8)
        : base(parameters, learningRate)
    {
        (this.beta1, this.beta2, this.epsilon) = (beta1, beta2, epsilon);
        (means, squares) = (ZerosForEachParameter(), ZerosForEachParameter());
    }

    public override void Step()
    {
        using var off = no_grad();
        steps++;
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].grad is not { } g) continue;
            var mean = means[i].mul_(beta1).add_((1 - beta1) * g) / (1 - Math.Pow(beta1, steps));
            var square = squares[i].mul_(beta2).add_((1 - beta2) * g * g) / (1 - Math.Pow(beta2, steps));
            Parameters[i].sub_(LearningRate * mean / (square.sqrt() + epsilon));
        }
    }
}

[RightAnswer("0.2.11")]
internal sealed class AdamAsLibrariesWriteIt(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.copy_(one.lerp(g, 1 - beta1));
        two.mul_(beta2).addcmul_(g, g, 1 - beta2);
        var divisor = two.sqrt() / Math.Sqrt(1 - Math.Pow(beta2, t)) + epsilon;
        w.addcdiv_(one, divisor, -LearningRate / (1 - Math.Pow(beta1, t)));
    }
}

[WrongAnswer("0.2.12", Says = "weight decay goes into the gradient, as in Adam")]
internal sealed class AdamWThatIsAdam(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8, double weightDecay = 0.01)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        g = g + weightDecay * w;
        one.mul_(beta1).add_((1 - beta1) * g);
        two.mul_(beta2).add_((1 - beta2) * g * g);
        var (mean, square) = (one / (1 - Math.Pow(beta1, t)), two / (1 - Math.Pow(beta2, t)));
        w.sub_(LearningRate * mean / (square.sqrt() + epsilon));
    }
}

[WrongAnswer("0.2.12", Says = "the weights shrink by λ, whatever the learning rate is")]
internal sealed class AdamWThatDecaysByLambda(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8, double weightDecay = 0.01)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        w.mul_(1 - weightDecay);
        one.mul_(beta1).add_((1 - beta1) * g);
        two.mul_(beta2).add_((1 - beta2) * g * g);
        var (mean, square) = (one / (1 - Math.Pow(beta1, t)), two / (1 - Math.Pow(beta2, t)));
        w.sub_(LearningRate * mean / (square.sqrt() + epsilon));
    }
}

[WrongAnswer("0.2.12", Says = "the weights shrink after Adam's step")]
internal sealed class AdamWThatDecaysAfterwards(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8, double weightDecay = 0.01)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(beta1).add_((1 - beta1) * g);
        two.mul_(beta2).add_((1 - beta2) * g * g);
        var (mean, square) = (one / (1 - Math.Pow(beta1, t)), two / (1 - Math.Pow(beta2, t)));
        w.sub_(LearningRate * mean / (square.sqrt() + epsilon));
        w.mul_(1 - LearningRate * weightDecay);
    }
}

[WrongAnswer("0.2.12", Says = "Weights without a gradient shrank")]
internal sealed class AdamWThatDecaysWithoutAGradient(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8, double weightDecay = 0.01)
    : AnswerOptimiser(parameters, learningRate)
{
    public override void Step()
    {
        foreach (var parameter in Parameters) parameter.detach().mul_(1 - LearningRate * weightDecay);
        base.Step();
    }

    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.mul_(beta1).add_((1 - beta1) * g);
        two.mul_(beta2).add_((1 - beta2) * g * g);
        var (mean, square) = (one / (1 - Math.Pow(beta1, t)), two / (1 - Math.Pow(beta2, t)));
        w.sub_(LearningRate * mean / (square.sqrt() + epsilon));
    }
}

[RightAnswer("0.2.12")]
internal sealed class AdamWInOneSubtraction(
    IEnumerable<Parameter> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double epsilon = 1e-8, double weightDecay = 0.01)
    : AnswerOptimiser(parameters, learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.copy_(one.lerp(g, 1 - beta1));
        two.mul_(beta2).addcmul_(g, g, 1 - beta2);
        var root = (two / (1 - Math.Pow(beta2, t))).sqrt();
        w.sub_(LearningRate * (one / (1 - Math.Pow(beta1, t)) / (root + epsilon) + weightDecay * w));
    }
}

[WrongAnswer("0.2.13", Says = "a group's own values play no part")]
internal sealed class GroupsThatAreAllAlike(
    IReadOnlyList<ParameterGroup> groups, double learningRate, double weightDecay = 0)
    : AnswerOptimiser(GroupChecks.All(groups), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) =>
        w.sub_(LearningRate * (g + weightDecay * w));
}

[WrongAnswer("0.2.13", Says = "0 is a value too")]
internal sealed class GroupsWhoseZeroIsNone(
    IReadOnlyList<ParameterGroup> groups, double learningRate, double weightDecay = 0)
    : AnswerOptimiser(GroupChecks.All(groups), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        var group = groups.First(x => x.Parameters.Any(y => ReferenceEquals(y, w)));
        var decay = group.WeightDecay is > 0 ? group.WeightDecay.Value : weightDecay;
        w.sub_((group.LearningRate ?? LearningRate) * (g + decay * w));
    }
}

[WrongAnswer("0.2.13", Says = "does not take the default")]
internal sealed class GroupsWithoutDefaultDecay(
    IReadOnlyList<ParameterGroup> groups, double learningRate, double weightDecay = 0)
    : AnswerOptimiser(GroupChecks.All(groups), learningRate)
{
    private readonly double unused = weightDecay;

    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        var group = groups.First(x => x.Parameters.Any(y => ReferenceEquals(y, w)));
        w.sub_((group.LearningRate ?? LearningRate) * (g + (group.WeightDecay ?? 0 * unused) * w));
    }
}

[WrongAnswer("0.2.13", Says = "Step() changed the gradient itself")]
internal sealed class GroupsThatDecayTheGradientItself(
    IReadOnlyList<ParameterGroup> groups, double learningRate, double weightDecay = 0)
    : AnswerOptimiser(GroupChecks.All(groups), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        var group = groups.First(x => x.Parameters.Any(y => ReferenceEquals(y, w)));
        g.add_((group.WeightDecay ?? weightDecay) * w);
        w.sub_((group.LearningRate ?? LearningRate) * g);
    }
}

[WrongAnswer("0.2.13", Says = "does not follow when LearningRate is changed")]
internal sealed class GroupsThatForgetTheSchedule(
    IReadOnlyList<ParameterGroup> groups, double learningRate, double weightDecay = 0)
    : AnswerOptimiser(GroupChecks.All(groups), learningRate)
{
    private readonly double rate = learningRate;

    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        var group = groups.First(x => x.Parameters.Any(y => ReferenceEquals(y, w)));
        w.sub_((group.LearningRate ?? rate) * (g + (group.WeightDecay ?? weightDecay) * w));
    }
}

[WrongAnswer("0.2.13", Says = "would take two steps at once")]
internal sealed class GroupsThatMayOverlap(
    IReadOnlyList<ParameterGroup> groups, double learningRate, double weightDecay = 0)
    : AnswerOptimiser(groups.SelectMany(x => x.Parameters), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        var group = groups.First(x => x.Parameters.Any(y => ReferenceEquals(y, w)));
        w.sub_((group.LearningRate ?? LearningRate) * (g + (group.WeightDecay ?? weightDecay) * w));
    }
}

[RightAnswer("0.2.13")]
internal sealed class GroupsThatLookTheirParametersUp(
    IReadOnlyList<ParameterGroup> groups, double learningRate, double weightDecay = 0)
    : AnswerOptimiser(GroupChecks.All(groups), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        var group = groups.First(x => x.Parameters.Any(y => ReferenceEquals(y, w)));
        var rate = group.LearningRate ?? LearningRate;
        w.mul_(1 - rate * (group.WeightDecay ?? weightDecay)).sub_(rate * g);
    }
}

[SolutionOnly]
internal static class GroupChecks
{
    public static IReadOnlyList<Parameter> All(IReadOnlyList<ParameterGroup> groups)
    {
        List<Parameter> parameters = [.. groups.SelectMany(x => x.Parameters)];
        return parameters.Select(x => x.Handle).ToHashSet().Count == parameters.Count
            ? parameters
            : throw new ArgumentException("A parameter comes twice.");
    }
}

[WrongAnswer("0.2.25", Says = "the momentum comes first")]
internal sealed class MuonThatAddsOrthogonalSteps(
    IEnumerable<Parameter> parameters, double learningRate = 0.02, double momentum = 0.95)
    : AnswerOptimiser(MuonChecks.Matrices(parameters), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) =>
        w.sub_(LearningRate * MuonChecks.Stretch(w)
            * one.mul_(momentum).add_(NewtonSchulz.Orthogonalise(g)));
}

[WrongAnswer("0.2.25", Says = "the step is not stretched for tall matrices")]
internal sealed class MuonThatDoesNotStretch(
    IEnumerable<Parameter> parameters, double learningRate = 0.02, double momentum = 0.95)
    : AnswerOptimiser(MuonChecks.Matrices(parameters), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) =>
        w.sub_(LearningRate * NewtonSchulz.Orthogonalise(one.mul_(momentum).add_(g)));
}

[WrongAnswer("0.2.25", Says = "whole numbers were divided")]
internal sealed class MuonThatDividesWholeNumbers(
    IEnumerable<Parameter> parameters, double learningRate = 0.02, double momentum = 0.95)
    : AnswerOptimiser(MuonChecks.Matrices(parameters), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t) =>
        w.sub_(LearningRate * Math.Sqrt(Math.Max(1, w.shape[0] / w.shape[1]))
            * NewtonSchulz.Orthogonalise(one.mul_(momentum).add_(g)));
}

[RightAnswer("0.2.25")]
internal sealed class MuonByHalfPower(
    IEnumerable<Parameter> parameters, double learningRate = 0.02, double momentum = 0.95)
    : AnswerOptimiser(MuonChecks.Matrices(parameters), learningRate)
{
    protected override void Change(Tensor w, Tensor g, Tensor one, Tensor two, int t)
    {
        one.copy_(momentum * one + g);
        w.add_(NewtonSchulz.Orthogonalise(one), alpha: -LearningRate * MuonChecks.Stretch(w));
    }
}

[SolutionOnly]
internal static class MuonChecks
{
    public static IEnumerable<Parameter> Matrices(IEnumerable<Parameter> parameters) =>
        parameters.All(x => x.dim() == 2) ? parameters : throw new ArgumentException("Only matrices.");

    public static double Stretch(Tensor w) => Math.Pow(Math.Max(1.0, 1.0 * w.shape[0] / w.shape[1]), 0.5);
}
