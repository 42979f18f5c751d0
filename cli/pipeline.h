// Articles through several threads, results in the order of the articles.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "entente/extract/reading.h"

namespace entente::cli {

/// Hands each article of `source` to `work` on one of `workers` threads, and each result to `deliver` on the calling
/// thread, in the order of the source. At most a few articles for each worker are in memory at a time. Threads that the
/// system does not start are done without; if it starts none, the calling thread does the work.
/// An exception in `source` or `work` becomes an error of its article: one document must not cost the others.
template <class T>
void process(ArticleSource& source, std::uint32_t workers, const std::function<Result<T>(const RawArticle&)>& work,
             const std::function<void(Result<T>)>& deliver) {
  // What failed, said with as little new memory as can be.
  const auto failed = [](const ReadOptions& options, const char* why) noexcept {
    try {
      return InputError{options.source, options.line, std::string("could not be processed: ") + why, ""};
    } catch (...) {
      return InputError{"", 0, "out of memory", ""};  // so short that a string holds it itself
    }
  };
  const auto guarded = [&](const ReadOptions& options, auto&& act) -> decltype(act()) {
    try {
      return act();
    } catch (const std::bad_alloc&) {
      return Result<T>(failed(options, "not enough memory"));
    } catch (const std::exception& error) {
      return Result<T>(failed(options, error.what()));
    }
  };
  // The next article, read; none at the end. An article that memory does not suffice to read is an error too.
  const ReadOptions nowhere;
  const auto read_next = [&]() -> std::optional<Result<RawArticle>> {
    try {
      return source.next();
    } catch (const std::bad_alloc&) {
      return Result<RawArticle>(failed(nowhere, "not enough memory to read an article"));
    } catch (const std::exception& error) {
      return Result<RawArticle>(failed(nowhere, error.what()));
    }
  };
  const auto run_one = [&](Result<RawArticle>& raw) -> Result<T> {
    if (!raw) return raw.error();
    return guarded(raw->options, [&] { return work(*raw); });
  };

  std::mutex reading;  // one thread reads at a time, and what is ready goes out while it waits for more
  std::mutex mutex;    // guards all that follows
  std::condition_variable changed;
  const std::uint64_t window = 4 * static_cast<std::uint64_t>(workers) + 4;
  std::vector<std::optional<Result<T>>> ready(window);  // article n at n % window: no memory is needed to hand one over
  std::uint64_t taken = 0, delivered = 0;
  bool drained = false;

  const auto run = [&] {
    while (true) {
      std::unique_lock input(reading);
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return drained || taken < delivered + window; });
      if (drained) return;
      lock.unlock();
      auto raw = read_next();
      lock.lock();
      if (!raw) {
        drained = true;
        changed.notify_all();
        return;
      }
      const std::uint64_t number = taken++;
      lock.unlock();
      input.unlock();
      Result<T> result = run_one(*raw);
      raw.reset();
      lock.lock();
      ready[number % window].emplace(std::move(result));
      changed.notify_all();
    }
  };

  std::vector<std::jthread> threads;
  try {
    threads.reserve(std::max(workers, 1U));
    while (threads.size() < std::max(workers, 1U)) threads.emplace_back(run);
  } catch (const std::system_error&) {  // as many as there are
  } catch (const std::bad_alloc&) {
  }
  if (threads.empty()) {
    while (auto raw = read_next()) {
      Result<T> result = run_one(*raw);
      raw.reset();
      deliver(std::move(result));
    }
    return;
  }
  std::unique_lock lock(mutex);
  while (true) {
    std::optional<Result<T>>& next = ready[delivered % window];
    changed.wait(lock, [&] { return next.has_value() || (drained && delivered == taken); });
    if (!next) return;
    Result<T> result = *std::move(next);
    next.reset();
    lock.unlock();
    try {
      deliver(std::move(result));
    } catch (...) {  // let the threads end before the exception goes on
      lock.lock();
      drained = true;
      changed.notify_all();
      throw;
    }
    lock.lock();
    ++delivered;
    changed.notify_all();
  }
}

}  // namespace entente::cli
