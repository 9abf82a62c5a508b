using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for the other kinds of sparse autoencoders.</summary>
[SolutionOnly]
internal static class SaeKindsAnswers
{
    [WrongAnswer("1.3.22", Says = "what is below 0 stays")]
    internal static Tensor KeepsWhatIsBelowZero(TopKSae sae, Tensor x)
    {
        var (largest, places) = sae.Read(x).topk(sae.Count, dim: -1);
        return zeros_like(sae.Read(x)).scatter(-1, places, largest);
    }

    [WrongAnswer("1.3.22", Says = "all that are above 0 were kept")]
    internal static Tensor KeepsAll(TopKSae sae, Tensor x) => sae.Read(x).relu();

    [WrongAnswer("1.3.22", Says = "without their signs were kept")]
    internal static Tensor LeavesTheSignsOut(TopKSae sae, Tensor x)
    {
        var read = sae.Read(x);
        var (_, places) = read.abs().topk(sae.Count, dim: -1);
        return zeros_like(read).scatter(-1, places, read.gather(-1, places).relu());
    }

    [WrongAnswer("1.3.22")]
    internal static Tensor TakesThoseOfEachLatent(TopKSae sae, Tensor x)
    {
        var read = sae.Read(x);
        var (largest, places) = read.topk((int)Math.Min(sae.Count, read.shape[0]), dim: 0);
        return zeros_like(read).scatter(0, places, largest.relu());
    }

    [WrongAnswer("1.3.22")]
    internal static Tensor CutsTheGraph(TopKSae sae, Tensor x)
    {
        var read = sae.Read(x).detach();
        var (largest, places) = read.topk(sae.Count, dim: -1);
        return zeros_like(read).scatter(-1, places, largest.relu());
    }

    [RightAnswer("1.3.22")]
    internal static Tensor ComparesWithTheLastOneKept(TopKSae sae, Tensor x)
    {
        var read = sae.Read(x);
        var (largest, _) = read.topk(sae.Count, dim: -1);
        return where(read.ge(largest.amin([-1], keepdim: true)), read, 0).relu();
    }

    [WrongAnswer("1.3.23", Says = "this is the strength alone")]
    internal static Tensor ForgetsTheGate(GatedSae sae, Tensor x) => Strength(sae, x);

    [WrongAnswer("1.3.23", Says = "the gate's bias belongs to the gate only")]
    internal static Tensor ScalesTheGatesBias(GatedSae sae, Tensor x) =>
        (sae.r_mag.exp() * sae.Read(x) + sae.b_mag).relu() * sae.Read(x).gt(0);

    [WrongAnswer("1.3.23", Says = "r_mag is the logarithm")]
    internal static Tensor ForgetsTheExponential(GatedSae sae, Tensor x) =>
        (sae.r_mag * (sae.Read(x) - sae.b_enc) + sae.b_mag).relu() * sae.Read(x).gt(0);

    [WrongAnswer("1.3.23", Says = "it does not multiply")]
    internal static Tensor MultipliesByTheGate(GatedSae sae, Tensor x) => Strength(sae, x) * sae.Read(x).relu();

    [RightAnswer("1.3.23")]
    internal static Tensor FillsWhereTheGateIsClosed(GatedSae sae, Tensor x) =>
        Strength(sae, x).masked_fill(sae.Read(x).le(0), 0);

    [WrongAnswer("1.3.24", Says = "the second reconstruction is missing")]
    internal static Tensor ForgetsTheSecondReconstruction(GatedSae sae, Tensor x)
    {
        var gate = sae.Read(x).relu();
        return ((x - sae.call(x)).square().sum(dim: 1) + sae.Penalty * gate.sum(dim: 1)).mean();
    }

    [WrongAnswer("1.3.24", Says = "moves the decoder")]
    internal static Tensor MovesTheDecoder(GatedSae sae, Tensor x)
    {
        var gate = sae.Read(x).relu();
        return ((x - sae.call(x)).square().sum(dim: 1) + sae.Penalty * gate.sum(dim: 1)
            + (x - sae.Decode(gate)).square().sum(dim: 1)).mean();
    }

    // Nothing of it teaches the gate any more.
    [WrongAnswer("1.3.24")]
    internal static Tensor DetachesTheWholeReconstruction(GatedSae sae, Tensor x)
    {
        var gate = sae.Read(x).relu();
        return ((x - sae.call(x)).square().sum(dim: 1) + sae.Penalty * gate.sum(dim: 1)
            + (x - sae.Decode(gate).detach()).square().sum(dim: 1)).mean();
    }

    [WrongAnswer("1.3.24", Says = "the penalty is on the gate's reading")]
    internal static Tensor PunishesTheLatents(GatedSae sae, Tensor x)
    {
        var (gate, latents) = (sae.Read(x).relu(), sae.Encode(x));
        return ((x - sae.Decode(latents)).square().sum(dim: 1) + sae.Penalty * latents.sum(dim: 1)
            + Missed(sae, x, gate)).mean();
    }

    [RightAnswer("1.3.24")]
    internal static Tensor AddsThreeMeans(GatedSae sae, Tensor x)
    {
        var gate = sae.Read(x).relu();
        return (x - sae.Decode(sae.Encode(x))).square().sum(dim: 1).mean() + sae.Penalty * gate.sum(dim: 1).mean()
            + Missed(sae, x, gate).mean();
    }

    [WrongAnswer("1.3.25", Says = "a comparison alone has none")]
    internal static Tensor OnlyCompares(Tensor z, Tensor threshold, double width) => z.gt(threshold).to(z.dtype);

    [WrongAnswer("1.3.25", Says = "the sign is the other way round")]
    internal static Tensor TurnsTheSign(Tensor z, Tensor threshold, double width) =>
        z.gt(threshold) + Window(z, threshold, width) / width * (threshold - threshold.detach());

    [WrongAnswer("1.3.25", Says = "the window reaches ε/2 to each side")]
    internal static Tensor LooksTwiceAsFar(Tensor z, Tensor threshold, double width) =>
        z.gt(threshold).to(z.dtype) - Window(z, threshold, 2 * width) / width * (threshold - threshold.detach());

    [WrongAnswer("1.3.25", Says = "the slope in the window is 1/ε")]
    internal static Tensor ForgetsToDivide(Tensor z, Tensor threshold, double width) =>
        z.gt(threshold).to(z.dtype) - Window(z, threshold, width) * (threshold - threshold.detach());

    // A ramp in place of the step: its values are between 0 and 1 as well.
    [WrongAnswer("1.3.25")]
    internal static Tensor MakesARamp(Tensor z, Tensor threshold, double width) =>
        ((z - threshold) / width + 0.5).clamp(0, 1);

    [WrongAnswer("1.3.25", Says = "No gradient reaches z")]
    internal static Tensor TeachesZAsWell(Tensor z, Tensor threshold, double width)
    {
        var distance = z - threshold;
        return z.gt(threshold) + Window(z, threshold, width) / width * (distance - distance.detach());
    }

    [RightAnswer("1.3.25")]
    internal static Tensor SwapsARampForItsStep(Tensor z, Tensor threshold, double width)
    {
        var distance = z.detach() - threshold;
        var ramp = where(distance.abs().lt(width / 2), distance / width, 0);
        return z.gt(threshold).to(z.dtype).detach() + ramp - ramp.detach();
    }

    [WrongAnswer("1.3.26", Says = "what is above it stays as large as it is")]
    internal static Tensor TakesTheThresholdOff(Tensor z, Tensor threshold, double width) => (z - threshold).relu();

    [WrongAnswer("1.3.26", Says = "here it jumps by θ")]
    internal static Tensor TakesTheSlopeOfTheStep(Tensor z, Tensor threshold, double width) =>
        z * z.gt(threshold) - Window(z, threshold, width) / width * (threshold - threshold.detach());

    [WrongAnswer("1.3.26", Says = "z plays no part in the slope")]
    internal static Tensor MultipliesByTheStep(Tensor z, Tensor threshold, double width) =>
        z * (z.gt(threshold).to(z.dtype) - Window(z, threshold, width) / width * (threshold - threshold.detach()));

    [WrongAnswer("1.3.26", Says = "No gradient reached the tensor")]
    internal static Tensor ComparesAndMultiplies(Tensor z, Tensor threshold, double width) => z * z.gt(threshold);

    [RightAnswer("1.3.26")]
    internal static Tensor AddsAGradientToNothing(Tensor z, Tensor threshold, double width)
    {
        var slope = (-threshold / width * Window(z, threshold, width)).detach();
        var passed = where(z.gt(threshold), z, 0);
        return passed + slope * threshold - (slope * threshold).detach();
    }

    [WrongAnswer("1.3.27", Says = "the penalty is on how large")]
    internal static Tensor PunishesTheSize(JumpReluSae sae, Tensor x)
    {
        var latents = sae.Encode(x);
        return ((x - sae.Decode(latents)).square().sum(dim: 1) + sae.Penalty * latents.sum(dim: 1)).mean();
    }

    [WrongAnswer("1.3.27", Says = "a comparison has no gradient")]
    internal static Tensor CountsWithoutAGradient(JumpReluSae sae, Tensor x)
    {
        var latents = sae.Encode(x);
        return ((x - sae.Decode(latents)).square().sum(dim: 1) + sae.Penalty * latents.gt(0).sum(dim: 1)).mean();
    }

    [WrongAnswer("1.3.27", Says = "log_threshold was taken for the threshold")]
    internal static Tensor ForgetsTheExponentialOfThresholds(JumpReluSae sae, Tensor x)
    {
        var count = StraightThrough.Step(sae.Read(x), sae.log_threshold, sae.Width).sum(dim: 1);
        return ((x - sae.call(x)).square().sum(dim: 1) + sae.Penalty * count).mean();
    }

    [RightAnswer("1.3.27")]
    internal static Tensor AddsTwoMeans(JumpReluSae sae, Tensor x)
    {
        var (read, threshold) = (sae.Read(x), sae.log_threshold.exp());
        var latents = StraightThrough.JumpRelu(read, threshold, sae.Width);
        return (x - sae.Decode(latents)).square().sum(dim: 1).mean()
            + sae.Penalty * StraightThrough.Step(read, threshold, sae.Width).sum(dim: 1).mean();
    }

    private static Tensor Strength(GatedSae sae, Tensor x) =>
        (sae.r_mag.exp() * (x - sae.b_dec).matmul(sae.W_enc) + sae.b_mag).relu();

    private static Tensor Missed(GatedSae sae, Tensor x, Tensor gate) =>
        (x - sae.b_dec.detach() - gate.matmul(sae.W_dec.detach())).square().sum(dim: 1);

    private static Tensor Window(Tensor z, Tensor threshold, double width) =>
        (z - threshold).abs().lt(width / 2).to(z.dtype).detach();
}
