FROM ruby:3.3-slim
WORKDIR /usr/src/app
COPY Gemfile Gemfile.lock ./
ENV BUNDLE_FROZEN=true
RUN apt-get update -qq && apt-get install -y build-essential libyaml-dev && gem install bundler && bundle install
COPY . ./
CMD ["ruby", "./app.rb"]
