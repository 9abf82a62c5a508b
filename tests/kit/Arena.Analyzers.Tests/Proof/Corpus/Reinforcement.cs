// ## TSH1004 flow: The Q values of the actions taken keep the axis of gather
// run: Loss(rand(8, 4), torch.zeros(8, dtype: ScalarType.Int64), rand(8))
public static Tensor Loss(
    [Shape("batch 4")] Tensor observations, [Shape("batch")] Tensor actions, [Shape("batch")] Tensor targets)
{
    var net = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 2));
    var taken = net.call(observations).gather(1, actions.unsqueeze(1)); // wrong
    //+ var taken = net.call(observations).gather(1, actions.unsqueeze(1)).squeeze(1);
    return nn.functional.mse_loss(taken, targets); // <-
}

// ## TSH1009|TSH1004 flow: The bootstrapped value is not maximised over actions
// run: Targets(rand(8), rand(8, 2), rand(8))
public static Tensor Targets(
    [Shape("8")] Tensor rewards, [Shape("8 2")] Tensor nextValues, [Shape("8")] Tensor done)
{
    var best = nextValues; // wrong
    //+ var best = nextValues.amax([1L]);
    return rewards + 0.99 * (1 - done) * best; // <-
}

// ## TSH1004 flow: The best next value keeps its axis
// run: Targets(rand(8), rand(8, 2), rand(8))
public static Tensor Targets(
    [Shape("batch")] Tensor rewards, [Shape("batch actions")] Tensor nextValues, [Shape("batch")] Tensor done)
{
    var best = nextValues.max(1, keepdim: true).values; // wrong
    //+ var best = nextValues.max(1).values;
    var going = 1 - done;
    return rewards + 0.99 * (going * best); // <-
}

// ## TSH1003 flow: The targets of every pair of transitions are returned
// run: Targets(rand(8), rand(8, 2))
[return: Shape("batch")]
public static Tensor Targets([Shape("batch")] Tensor rewards, [Shape("batch actions")] Tensor next)
{
    return rewards.unsqueeze(1) + 0.9 * next; // wrong <-
    //+ return rewards + 0.9 * next.max(1).values;
}

// ## TSH1006 flow: gather needs an index with as many axes
// run: Taken(rand(8, 2), torch.zeros(8, dtype: ScalarType.Int64))
public static Tensor Taken([Shape("batch actions")] Tensor q, [Shape("batch")] Tensor actions)
{
    return q.gather(1, actions); // wrong <-
    //+ return q.gather(1, actions.unsqueeze(1)).squeeze(1);
}

// ## TSH1004|TSH1009 flow: PPO: the advantages of steps against the log-probabilities of [steps, 1]
// run: Objective(rand(16, 1), rand(16, 1), rand(16))
public static Tensor Objective(
    [Shape("steps 1")] Tensor logProbs, [Shape("steps 1")] Tensor oldLogProbs, [Shape("steps")] Tensor advantages)
{
    var ratio = (logProbs - oldLogProbs).exp();
    var clipped = ratio.clamp(0.8, 1.2);
    return torch.min(ratio * advantages, clipped * advantages).mean(); // wrong <-
    //+ return torch.min(ratio.squeeze(1) * advantages, clipped.squeeze(1) * advantages).mean();
}

// ## TSH1005 flow: PPO: advantages normalised per environment over the steps
// run: Normalise(rand(16, 16))
public static Tensor Normalise([Shape("envs steps")] Tensor advantages)
{
    var mean = advantages.mean([1]); // wrong
    //+ var mean = advantages.mean([1], keepdim: true);
    var std = advantages.std(1, keepdim: true);
    return (advantages - mean) / (std + 1e-8); // <-
}

// ## TSH1009 flow: GAE: the values have one step more than the rewards
// run: Deltas(rand(17, 4), rand(16, 4))
public static Tensor Deltas([Shape("17 4")] Tensor values, [Shape("16 4")] Tensor rewards)
{
    var next = values[1..];
    return rewards + 0.99 * next - values; // wrong <-
    //+ return rewards + 0.99 * next - values[..16];
}

// ## TSH1009 flow: Rewards are [steps, envs], the done flags [envs, steps]
// run: Returns(rand(16, 4), rand(4, 16))
public static Tensor Returns([Shape("16 4")] Tensor rewards, [Shape("4 16")] Tensor done)
{
    var alive = 1 - done;
    return rewards * alive; // wrong <-
    //+ return rewards * alive.t();
}

// ## TSH1008 flow: The critic takes observations, and gets what the actor says
// run: Value(rand(8, 4))
public static Tensor Value([Shape("batch 4")] Tensor observations)
{
    var actor = nn.Sequential(nn.Linear(4, 64), nn.Tanh(), nn.Linear(64, 2));
    var critic = nn.Sequential(nn.Linear(4, 64), nn.Tanh(), nn.Linear(64, 1));
    var logits = actor.call(observations);
    return critic.call(logits); // wrong <-
    //+ return critic.call(observations);
}

// ## TSH1008 flow: Frames are stacked last, and the convolution wants them as channels
// run: Net(rand(2, 84, 84, 4))
public static Tensor Net([Shape("batch 84 84 4")] Tensor frames)
{
    var conv = nn.Conv2d(4, 32, 8, stride: 4);
    var scaled = frames / 255;
    return conv.call(scaled); // wrong <-
    //+ return conv.call(scaled.permute(0, 3, 1, 2));
}

// ## TSH1008 flow: The Atari network, with the last convolution forgotten in the sum
// run: Net(rand(2, 4, 84, 84))
public static Tensor Net([Shape("batch 4 84 84")] Tensor frames)
{
    var features = nn.Sequential(
        nn.Conv2d(4, 32, 8, stride: 4),
        nn.ReLU(),
        nn.Conv2d(32, 64, 4, stride: 2),
        nn.ReLU(),
        nn.Conv2d(64, 64, 3, stride: 1),
        nn.ReLU(),
        nn.Flatten());
    var head = nn.Linear(64 * 9 * 9, 512); // wrong
    //+ var head = nn.Linear(64 * 7 * 7, 512);
    return head.call(features.call(frames)); // <-
}

// ## TSH1010 flow: Rollouts of several environments are stacked with one bootstrap value
// run: Values(rand(16, 4), rand(4))
public static Tensor Values([Shape("16 4")] Tensor values, [Shape("4")] Tensor last)
{
    var all = torch.cat([values, last.unsqueeze(1)], dim: 0); // wrong <-
    //+ var all = torch.cat([values, last.unsqueeze(0)], dim: 0);
    return all;
}

// ## TSH1007 flow: Steps and environments are merged with one of them counted twice
// run: Flat(rand(16, 4, 6))
public static Tensor Flat([Shape("16 4 6")] Tensor observations)
{
    var (steps, envs) = (observations.shape[0], observations.shape[1]);
    return observations.view(steps * steps, 6); // wrong <-
    //+ return observations.view(steps * envs, 6);
}
